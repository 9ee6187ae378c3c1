// A whole OpenID Connect provider on a port of its own. It says where it listens, is told on its standard input whom it serves, and
// says «ready».
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const key = (type, options, alg) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: alg });

let handler = (_, response) => response.writeHead(503).end();
const server = createServer((request, response) => handler(request, response));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

createInterface({ input: process.stdin }).once('line', (line) => {
  const { redirectUri, secret, alg, tokenSaysAll } = JSON.parse(line);
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [{ client_id: 'synter', client_secret: secret, redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: alg }],
    jwks: { keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256')] },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Google says the address in the token; the specification's way is to be asked for it.
    conformIdTokenClaims: !tokenSaysAll,
    // Whoever types an address is its owner, unless it begins so.
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unconfirmed'), name: 'Ann' }) }),
  });
  handler = provider.callback();
  console.log('ready');
});
// It ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
