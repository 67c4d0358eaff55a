/**
 * A process that starts the embedded server and tells its parent how that went. Arguments: module, options as
 * JSON.
 */
const [modulePath, options] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
const { startEmbeddedPostgres } = require(modulePath);

startEmbeddedPostgres(JSON.parse(options)).then(
  ({ stop, ...facts }) => {
    process.on('message', () => stop().then(() => process.exit(0)));
    process.send({ kind: 'started', ...facts });
  },
  (error) => {
    process.send({ kind: 'failed', name: error.name, message: error.message }, () => process.exit(1));
  },
);
