using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>
/// Seals and opens page tokens: <c>version, salt, ciphertext, tag</c> in base64url. Every token has its own AES-256-GCM key, derived from a secret
/// and 16 random bytes, so that no number of tokens in reach brings a nonce to be used twice, which would break GCM.
/// </summary>
internal sealed class PageKeyRing
{
    /// <summary>
    /// More than the longest key of an index makes (two keys of 2048 and 1024 bytes, each byte escaped as six, four attribute names): what is longer
    /// is refused before it is decoded.
    /// </summary>
    public const int MaxTokenLength = 64 * 1024;

    private const int SecretSize = 32;
    private const int SaltSize = 16;
    private const int TagSize = 16;
    private const int Overhead = 1 + SaltSize + TagSize;
    private const byte Version = 1;

    // Most processes never seal a token.
    private readonly Lazy<byte[][]> _secrets;

    private PageKeyRing(Func<byte[][]> secrets) => _secrets = new(secrets);

    public static PageKeyRing OfProcess { get; } = new(() => [RandomNumberGenerator.GetBytes(SecretSize)]);

    public static PageKeyRing Of(IReadOnlyList<byte[]> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0 || secrets.Any(s => s is null || s.Length < SecretSize))
        {
            throw new ArgumentException($"PagingKeys takes one or more secrets of at least {SecretSize} bytes each.", nameof(secrets));
        }

        byte[][] own = [.. secrets.Select(s => (byte[])s.Clone())];
        return new PageKeyRing(() => own);
    }

    /// <param name="content">What the token hides.</param>
    /// <param name="binding">What the token is for: opening it for anything else fails.</param>
    public string Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> binding)
    {
        var token = new byte[Overhead + content.Length];
        token[0] = Version;
        RandomNumberGenerator.Fill(token.AsSpan(1, SaltSize));
        var (salt, cipher, tag) = Split(token);
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        using var aes = Cipher(_secrets.Value[0], salt, key);
        aes.Encrypt(Nonce, content, cipher, tag, binding);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>What the token hides, or null when it is not one of ours for this binding.</returns>
    public byte[]? Open(string token, ReadOnlySpan<byte> binding)
    {
        if (token.Length is 0 or > MaxTokenLength)
        {
            return null;
        }

        var buffer = BufferPool.Bytes.Rent(Base64Url.GetMaxDecodedLength(token.Length));
        try
        {
            return TryDecode(token, buffer, out var length) && length >= Overhead && buffer[0] == Version
                ? Open(buffer.AsSpan(0, length), binding)
                : null;
        }
        finally
        {
            BufferPool.Bytes.Return(buffer);
        }
    }

    // Constant, because the key is not: see the summary.
    private static ReadOnlySpan<byte> Nonce => new byte[12];

    private byte[]? Open(Span<byte> token, ReadOnlySpan<byte> binding)
    {
        var (salt, cipher, tag) = Split(token);
        var content = new byte[cipher.Length];
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in _secrets.Value)
        {
            using var aes = Cipher(secret, salt, key);
            try
            {
                aes.Decrypt(Nonce, cipher, tag, content, binding);
                return content;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Sealed with another of the secrets, or not by us.
            }
        }

        return null;
    }

    // The decoder passes over white space, padding and spare bits; a token has one text only.
    private static bool TryDecode(string token, Span<byte> buffer, out int length)
    {
        length = 0;
        if (Base64Url.DecodeFromChars(token, buffer, out _, out length) != OperationStatus.Done || Base64Url.GetEncodedLength(length) != token.Length)
        {
            return false;
        }

        var text = ArrayPool<char>.Shared.Rent(token.Length);
        try
        {
            return Base64Url.TryEncodeToChars(buffer[..length], text, out var written) && token.AsSpan().SequenceEqual(text.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static AesGcm Cipher(byte[] secret, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        Span<byte> label = stackalloc byte[32];
        "SingleTable.Linq"u8.CopyTo(label);
        salt.CopyTo(label[16..]);
        HMACSHA256.HashData(secret, label, key);
        return new AesGcm(key, TagSize);
    }

    private static Parts Split(Span<byte> token) =>
        new(token.Slice(1, SaltSize), token[(1 + SaltSize)..^TagSize], token[^TagSize..]);

    private readonly ref struct Parts(Span<byte> salt, Span<byte> cipher, Span<byte> tag)
    {
        private readonly Span<byte> _salt = salt;
        private readonly Span<byte> _cipher = cipher;
        private readonly Span<byte> _tag = tag;

        public void Deconstruct(out Span<byte> salt, out Span<byte> cipher, out Span<byte> tag)
        {
            salt = _salt;
            cipher = _cipher;
            tag = _tag;
        }
    }
}
