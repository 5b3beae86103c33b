import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** A key and a self-signed certificate for it, both as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

// Tags of ASN.1 in its distinguished encoding (ITU-T X.690); the structure is that of RFC 5280, section 4.1.
const integer = 0x02;
const bitString = 0x03;
const octetString = 0x04;
const objectId = 0x06;
const utf8String = 0x0c;
const generalizedTime = 0x18;
const sequence = 0x30;
const set = 0x31;
const context = (number: number) => 0xa0 + number;
const dnsName = 0x82;

const ecdsaWithSha256 = der(sequence, der(objectId, hex("2a8648ce3d040302")));
const commonName = hex("550403");
const subjectAltName = hex("551d11");
const basicConstraints = hex("551d13");
const yes = hex("0101ff");

/** A certificate valid for the given host names, from yesterday on for two days. It never leaves this machine. */
export function createCertificate(...hosts: readonly [string, ...string[]]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(
    sequence,
    der(set, der(sequence, der(objectId, commonName), der(utf8String, Buffer.from(hosts[0])))),
  );
  const names = der(sequence, ...hosts.map((host) => der(dnsName, Buffer.from(host))));
  const extensions = der(
    sequence,
    der(sequence, der(objectId, basicConstraints), yes, der(octetString, der(sequence, yes))),
    der(sequence, der(objectId, subjectAltName), der(octetString, names)),
  );
  const publicInfo = publicKey.export({ type: "spki", format: "der" });
  const serial = createHash("sha1").update(publicInfo).digest().subarray(0, 8);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = der(
    sequence,
    der(context(0), der(integer, hex("02"))),
    der(integer, serial),
    ecdsaWithSha256,
    name,
    der(sequence, time(-1), time(1)),
    name,
    publicInfo,
    der(context(3), extensions),
  );
  const signature = Buffer.concat([hex("00"), sign("sha256", body, privateKey)]);
  const base64 = der(sequence, body, ecdsaWithSha256, der(bitString, signature)).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

/** Tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const value = Buffer.concat(content);
  const size = value.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}

function time(days: number): Buffer {
  const moment = new Date(Date.now() + days * 86_400_000).toISOString();
  return der(generalizedTime, Buffer.from(`${moment.slice(0, 19).replace(/[-:T]/g, "")}Z`));
}
