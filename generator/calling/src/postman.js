// Signs the request just before it is sent. Only RSA keys without a pass phrase.
const rsa = pm.require('npm:jsrsasign@11.1.0');

const clientId = pm.variables.get('clientId');
const privateKey = pm.variables.get('privateKey');
if (!clientId || !privateKey) {
    throw new Error('Set the variables clientId and privateKey (PEM) of the collection first.');
}

// What is signed must be what is sent: variables in the body are filled in here.
const body = pm.variables.replaceIn(pm.request.body.raw);
pm.request.body.raw = body;

const url = pm.variables.replaceIn(pm.request.url.toString());
const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
const now = new Date();
const time = $TIME;

const signer = new rsa.KJUR.crypto.Signature({ alg: 'SHA256withRSA' });
signer.init(privateKey);
signer.updateString('POST ' + path + '\n' + clientId + '.' + time + '.' + body);
const base64 = rsa.hextob64(signer.sign());
const signature = $ENCODED;

const header = [].concat(['algorithm=$LABEL'], $VERSION, ['signature=' + signature]).join('$SEPARATOR');
pm.request.headers.upsert({ key: 'Client-Id', value: clientId });
pm.request.headers.upsert({ key: 'Request-Time', value: time });
pm.request.headers.upsert({ key: 'Signature', value: header });
