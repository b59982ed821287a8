using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>
/// Where the framework keeps its key ring. Keys that were stored before there was a certificate are sealed when they
/// are next read: a backup of tomorrow shall not hold what a backup of yesterday did.
/// </summary>
/// <param name="encryptor">Null where keys are stored as they are.</param>
internal sealed class ProtectionKeys(
    IDbContextFactory<PortalDb> databases, Func<IXmlEncryptor?> encryptor) : IXmlRepository
{
    static readonly XNamespace Schema = "http://schemas.asp.net/2015/03/dataProtection";
    static readonly XName IsSecret = Schema + "requiresEncryption";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        var rows = db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).ToList();
        return [.. rows.Select(row => Sealed(db, row))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = TextOf(element) });
        db.SaveChanges();
    }

    /// <summary>How many keys whoever reads the database could use.</summary>
    public static Task<int> CountOpenAsync(PortalDb db, CancellationToken cancellation) =>
        db.ProtectionKeys.CountAsync(key => key.Xml.Contains("requiresEncryption=\"true\""), cancellation);

    XElement Sealed(PortalDb db, ProtectionKey row)
    {
        var key = XElement.Parse(row.Xml);
        var secrets = key.Descendants().Where(part => (bool?)part.Attribute(IsSecret) == true).ToList();
        if (secrets.Count == 0 || encryptor() is not { } seal) return key;
        foreach (var secret in secrets)
        {
            var info = seal.Encrypt(new XElement(secret));
            secret.ReplaceWith(new XElement(
                Schema + "encryptedSecret", new XAttribute("decryptorType", info.DecryptorType.AssemblyQualifiedName!),
                info.EncryptedElement));
        }
        var text = TextOf(key);
        db.ProtectionKeys.Where(stored => stored.Id == row.Id && stored.Xml == row.Xml)
            .ExecuteUpdate(set => set.SetProperty(stored => stored.Xml, text));
        return key;
    }

    static string TextOf(XElement element) => element.ToString(SaveOptions.DisableFormatting);
}
