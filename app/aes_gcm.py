"""AES-GCM decryption in plain Python, for machines without the package `cryptography`: slow, and not constant in time.

FIPS 197 and NIST SP 800-38D. For reading one's own export on one's own machine; not for a server.
"""

import hmac
import struct

TAG_BYTES = 16
BLOCK = 16
REDUCTION = 0xE1 << 120
"""x^128 + x^7 + x^2 + x + 1, with the bits in GCM's order: the first bit of a block is the highest."""


class WrongTag(Exception):
    """The key, the data or the tag is not the one that was used."""


def decrypt(key: bytes, iv: bytes, sealed: bytes, data: bytes) -> bytes:
    """`sealed` is ciphertext and tag, `data` what is authenticated beside it, `iv` 12 bytes. Nothing is decrypted before the tag is right."""
    if len(iv) != 12:
        raise ValueError("An IV of AES-GCM has 12 bytes here")
    if len(sealed) < TAG_BYTES:
        raise WrongTag
    ciphertext, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    encrypt_block = _cipher(key)
    if not hmac.compare_digest(_tag(encrypt_block, iv, ciphertext, data), tag):
        raise WrongTag
    return _counter_mode(encrypt_block, iv, ciphertext)


def encrypt(key: bytes, iv: bytes, plain: bytes, data: bytes) -> bytes:
    """The same backwards: what the tests need to make files."""
    encrypt_block = _cipher(key)
    ciphertext = _counter_mode(encrypt_block, iv, plain)
    return ciphertext + _tag(encrypt_block, iv, ciphertext, data)


def _counter_mode(encrypt_block, iv: bytes, text: bytes) -> bytes:
    # The first counter, 1, is the tag's.
    blocks = (len(text) + BLOCK - 1) // BLOCK
    stream = b"".join(encrypt_block(iv + struct.pack(">I", counter)) for counter in range(2, blocks + 2))
    return _xor(text, stream[: len(text)])


def _tag(encrypt_block, iv: bytes, ciphertext: bytes, data: bytes) -> bytes:
    product = _multiplier(int.from_bytes(encrypt_block(bytes(BLOCK))))
    lengths = struct.pack(">QQ", 8 * len(data), 8 * len(ciphertext))
    total = 0
    for part in (data, ciphertext, lengths):
        for at in range(0, len(part), BLOCK):
            total = product(total ^ int.from_bytes(part[at : at + BLOCK].ljust(BLOCK, b"\0")))
    return _xor(total.to_bytes(BLOCK), encrypt_block(iv + struct.pack(">I", 1)))


def _multiplier(key: int):
    """Multiplication by `key` in GF(2^128), with a table for each byte of the other factor."""
    tables = []
    power = key
    for _ in range(BLOCK):
        table = [0] * 256
        for bit in range(7, -1, -1):
            table[1 << bit] = power
            power = (power >> 1) ^ (REDUCTION if power & 1 else 0)
        for number in range(1, 256):
            low = number & -number
            table[number] = table[low] ^ table[number ^ low]
        tables.append(table)

    def product(factor: int) -> int:
        result = 0
        for table, byte in zip(tables, factor.to_bytes(BLOCK), strict=True):
            result ^= table[byte]
        return result

    return product


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(len(one))


def _double(byte: int) -> int:
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def _make_sbox() -> list[int]:
    """Inverse in GF(2^8), then the affine map. 3 generates the field, so its powers give all inverses."""
    powers = [1]
    while len(powers) < 255:
        powers.append(powers[-1] ^ _double(powers[-1]))
    box = [0x63] * 256
    for exponent, number in enumerate(powers):
        inverse = powers[-exponent % 255]
        rotated = inverse
        for _ in range(4):
            inverse = (inverse << 1 | inverse >> 7) & 0xFF
            rotated ^= inverse
        box[number] = rotated ^ 0x63
    return box


SBOX = _make_sbox()


def _make_tables() -> list[list[int]]:
    """SubBytes and MixColumns in one look-up for each of a column's four bytes."""
    columns = [(_double(s) << 24) | (s << 16) | (s << 8) | (_double(s) ^ s) for s in SBOX]
    return [[(column >> shift | column << (32 - shift)) & 0xFFFFFFFF for column in columns] for shift in (0, 8, 16, 24)]


TABLES = _make_tables()


def _expand(key: bytes) -> list[int]:
    if len(key) not in (16, 24, 32):
        raise ValueError("A key of AES has 16, 24 or 32 bytes")
    size = len(key) // 4
    words = list(struct.unpack(f">{size}I", key))
    constant = 1
    for at in range(size, 4 * (size + 7)):
        word = words[-1]
        if at % size == 0:
            word = _substitute((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = _double(constant)
        elif size == 8 and at % size == 4:
            word = _substitute(word)
        words.append(words[at - size] ^ word)
    return words


def _substitute(word: int) -> int:
    return SBOX[word >> 24] << 24 | SBOX[word >> 16 & 255] << 16 | SBOX[word >> 8 & 255] << 8 | SBOX[word & 255]


def _cipher(key: bytes):
    """A function that encrypts one block of 16 bytes with AES."""
    words = _expand(key)
    t0, t1, t2, t3 = TABLES
    last = len(words) - 4

    def encrypt_block(block: bytes) -> bytes:
        a, b, c, d = (word ^ key_word for word, key_word in zip(struct.unpack(">4I", block), words, strict=False))
        for at in range(4, last, 4):
            a, b, c, d = (
                t0[a >> 24] ^ t1[b >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[d & 255] ^ words[at],
                t0[b >> 24] ^ t1[c >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[a & 255] ^ words[at + 1],
                t0[c >> 24] ^ t1[d >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[b & 255] ^ words[at + 2],
                t0[d >> 24] ^ t1[a >> 16 & 255] ^ t2[b >> 8 & 255] ^ t3[c & 255] ^ words[at + 3],
            )
        shifted = ((a, b, c, d), (b, c, d, a), (c, d, a, b), (d, a, b, c))
        final = (SBOX[w >> 24] << 24 | SBOX[x >> 16 & 255] << 16 | SBOX[y >> 8 & 255] << 8 | SBOX[z & 255] for w, x, y, z in shifted)
        return struct.pack(">4I", *(word ^ key_word for word, key_word in zip(final, words[last:], strict=True)))

    return encrypt_block
