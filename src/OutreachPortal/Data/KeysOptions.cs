using Microsoft.Extensions.Options;

namespace OutreachPortal.Data;

/// <summary>Section <c>Keys</c> of the settings: what seals the keys that seal links, forms and cookies.</summary>
internal sealed class KeysOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// A file with a certificate and its RSA key (PKCS #12, PEM); empty: keys are stored as they are.
    /// </summary>
    public string Certificate { get; set; } = "";

    /// <summary>Of the files, where they have one.</summary>
    public string Password { get; set; } = "";

    /// <summary>Files of certificates that sealed before, by commas: what they sealed is still opened.</summary>
    public string Former { get; set; } = "";

    public IReadOnlyList<string> FormerFiles =>
        Former.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What stops the start: one sentence for each certificate that cannot be used.</summary>
internal sealed class KeysOptionsRules : IValidateOptions<KeysOptions>
{
    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        List<string> wrong =
        [
            .. WrongWith("Keys:Certificate", [options.Certificate], options.Password),
            .. WrongWith("Keys:Former", options.FormerFiles, options.Password),
        ];
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    static IEnumerable<string> WrongWith(string key, IReadOnlyList<string> files, string password) => files
        .Where(file => file is not "" && KeyCertificate.Read(file, password) is null)
        .Select(file => $"{key} names {file}, which is no certificate with an RSA key that Keys:Password opens.");
}
