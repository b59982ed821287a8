using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// Setting <c>Proxy:Trusted</c>: addresses and networks, separated by commas or as a list, whose forwarded headers
/// count. Without it nobody's do.
/// </summary>
internal sealed class TrustedProxies(IConfiguration configuration)
    : IConfigureOptions<ForwardedHeadersOptions>, IValidateOptions<ForwardedHeadersOptions>
{
    const string Key = "Proxy:Trusted";

    static readonly char[] Separators = [',', ' ', ';'];

    readonly string[] _stated =
    [
        .. configuration.GetSection(Key).AsEnumerable()
            .SelectMany(entry => (entry.Value ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries)),
    ];

    public void Configure(ForwardedHeadersOptions options)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardedHeaders = _stated is []
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // A chain is walked as far as it is trusted: the first stranger in it is the client.
        options.ForwardLimit = null;
        foreach (var stated in _stated)
        {
            if (IPAddress.TryParse(stated, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(stated, out var network)) options.KnownIPNetworks.Add(network);
        }
    }

    public ValidateOptionsResult Validate(string? name, ForwardedHeadersOptions options) =>
        _stated.FirstOrDefault(stated => !IPAddress.TryParse(stated, out _) && !System.Net.IPNetwork.TryParse(stated, out _))
            is { } wrong
            ? ValidateOptionsResult.Fail($"{Key} names \"{wrong}\", which is neither an address nor a network such as 10.0.0.0/8.")
            : ValidateOptionsResult.Success;
}
