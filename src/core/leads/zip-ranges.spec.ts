import { US_STATES } from './us-states';
import { isZipOfState } from './zip-ranges';

/** The main post office of each capital, and the places that a simple table of ranges gets wrong. */
const ZIPS =
  `AL 36104, AK 99801, AZ 85007, AR 72201, CA 95814, CO 80202, CT 06103, DE 19901, DC 20001, FL 32301,
  GA 30303, HI 96813, ID 83702, IL 62701, IN 46225, IA 50309, KS 66603, KY 40601, LA 70802, ME 04330, MD 21401,
  MA 02201, MI 48933, MN 55102, MS 39205, MO 65101, MT 59623, NE 68502, NV 89701, NH 03301, NJ 08608, NM 87501,
  NY 12207, NC 27601, ND 58501, OH 43215, OK 73102, OR 97301, PA 17101, RI 02903, SC 29217, SD 57501, TN 37219,
  TX 78701, UT 84111, VT 05602, VA 23219, WA 98507, WV 25301, WI 53703, WY 82001, AS 96799, FM 96941, GU 96910,
  MH 96960, MP 96950, PR 00901, PW 96940, VI 00802, AA 34002, AE 09128, AP 96201, NY 06390, NY 00501, WY 83414,
  IA 68119, AR 75502, MS 71233, TX 73301, TX 88510, VA 20166, MD 20331, GA 39901, MA 05501, FL 33611-1234`
    .split(/,\s+/)
    .map((entry) => entry.split(' ') as [string, string]);

describe('isZipOfState', () => {
  it.each(ZIPS)('finds a ZIP code in %s: %s', (state, zip) => {
    expect(isZipOfState(zip, state)).toBe(true);
  });

  it('knows prefixes of every state', () => {
    expect(US_STATES.filter((code) => !ZIPS.some(([state]) => state === code))).toEqual([]);
  });

  it.each([
    ['FL', '78701'],
    ['FL', '34002'],
    ['OK', '73301'],
    ['DC', '20166'],
    ['VT', '05501'],
    ['NY', '06103'],
    ['XX', '10001'],
    ['constructor', '10001'],
  ])('finds none in %s: %s', (state, zip) => {
    expect(isZipOfState(zip, state)).toBe(false);
  });

  it('places every assigned ZIP of the table in no more than a handful of states', () => {
    for (let prefix = 0; prefix < 1000; prefix++) {
      const zip = `${String(prefix).padStart(3, '0')}01`;
      const states = US_STATES.filter((state) => isZipOfState(zip, state));
      expect(states.length).toBeLessThanOrEqual(prefix === 969 ? 5 : 2);
    }
  });
});
