using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace OutreachPortal.Shell;

/// <summary>
/// Section <c>Proxy</c>: whose word is taken for where a visitor comes from. Nobody's by default: anybody can write
/// <c>X-Forwarded-For</c>.
/// </summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Addresses and networks (<c>10.0.0.0/24</c>), separated by commas.</summary>
    public string Trusted { get; set; } = "";

    public IEnumerable<string> Wrong => Parts.Where(part => NetworkOf(part) is null);

    public bool TrustsNobody => Parts is [];

    /// <summary>Only where somebody is trusted: without a list the framework would believe everybody.</summary>
    public ForwardedHeadersOptions ToForwardedHeaders()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as far as the chain is trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var part in Parts) options.KnownIPNetworks.Add(NetworkOf(part)!.Value);
        return options;
    }

    string[] Parts => Trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static System.Net.IPNetwork? NetworkOf(string part)
    {
        if (System.Net.IPNetwork.TryParse(part, out var network)) return network;
        return IPAddress.TryParse(part, out var one)
            ? new System.Net.IPNetwork(one, one.GetAddressBytes().Length * 8)
            : null;
    }
}
