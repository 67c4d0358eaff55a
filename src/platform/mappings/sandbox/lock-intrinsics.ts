/**
 * A second lock behind the library's own: should an expression ever come to hold a prototype all objects
 * share, it cannot add to it, nor reach the constructor that makes functions.
 */
export function lockIntrinsics(): void {
  const functions = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const made of functions) {
    const prototype = Object.getPrototypeOf(made) as object;
    Reflect.deleteProperty(prototype, 'constructor');
    Reflect.preventExtensions(prototype);
  }
  for (const type of [Object, Array, String, Number, Boolean, Promise, RegExp, Date]) {
    Reflect.preventExtensions(type.prototype);
  }
}
