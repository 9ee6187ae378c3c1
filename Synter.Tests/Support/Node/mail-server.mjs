// A whole SMTP server on a port of its own. It is told on its standard input how to be, and says where it listens; from then on each line
// it hears is answered by all the mails it had until then, as JSON.
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const mails = [];
const input = createInterface({ input: process.stdin });

input.once('line', (line) => {
  input.on('line', () => console.log(JSON.stringify(mails)));
  // What to do with each mail in turn: «take», «drop» the connection in its middle, or a code to answer.
  const { key, cert, user, password, noTls, answers } = JSON.parse(line);
  const server = new SMTPServer({
    key, cert,
    disabledCommands: noTls ? ['STARTTLS'] : [],
    hideSTARTTLS: noTls,
    authOptional: !user,
    onAuth: (auth, _, done) => (auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('wrong'))),
    onData(stream, session, done) {
      const answer = answers.shift() ?? 'take';
      if (answer === 'drop') {
        stream.once('data', () => server.connections.forEach((connection) => connection._socket.destroy()));
        return;
      }

      let mail = '';
      stream.setEncoding('utf8').on('data', (part) => (mail += part)).on('end', () => {
        mails.push({ answer: String(answer), secure: session.secure, user: session.user ?? null, mail });
        if (answer === 'take') done(null, 'kept');
        else done(Object.assign(new Error('not now'), { responseCode: Number(answer) }));
      });
    },
  });
  // A client that hangs up is no news.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
});
process.stdin.on('end', () => process.exit()).resume();
