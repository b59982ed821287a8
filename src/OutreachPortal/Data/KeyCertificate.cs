using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OutreachPortal.Data;

/// <summary>A certificate with its private key, from a file.</summary>
internal static class KeyCertificate
{
    /// <returns>Null where there is no such file, or it cannot open what it seals.</returns>
    public static X509Certificate2? Read(string file, string password)
    {
        if (!File.Exists(file)) return null;
        try
        {
            var certificate = IsPem(file) ? ReadPem(file, password) : ReadPkcs12(file, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is null ? null : certificate;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static bool IsPem(string file) => File.ReadLines(file).FirstOrDefault() is { } first
        && first.StartsWith("-----BEGIN", StringComparison.Ordinal);

    static X509Certificate2 ReadPem(string file, string password) => password is ""
        ? X509Certificate2.CreateFromPemFile(file)
        : X509Certificate2.CreateFromEncryptedPemFile(file, password);

    static X509Certificate2 ReadPkcs12(string file, string password) =>
        X509CertificateLoader.LoadPkcs12FromFile(file, password);
}
