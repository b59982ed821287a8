using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// Lets each client in so many times a second, and in a burst after a rest; whoever comes oftener is told when to come
/// again. Finished pages and the sheet are handed over before it.
/// </summary>
internal sealed class Turnstile(RequestDelegate next, IOptions<ShellLimits> options, TimeProvider clock)
{
    readonly ShellLimits _limits = options.Value;
    readonly Admissions _admissions = new(options.Value.RequestsPerSecond, options.Value.RequestBurst);

    public Task InvokeAsync(HttpContext context)
    {
        if (_limits.RequestsPerSecond == 0) return next(context);
        var wait = _admissions.WaitOf(ClientOf(context.Connection.RemoteIpAddress), clock.GetUtcNow());
        if (wait == TimeSpan.Zero) return next(context);
        context.Response.Headers.RetryAfter =
            Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new PageProblem(StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    /// <summary>An IPv6 client owns its whole network: the first 56 bits.</summary>
    internal static UInt128 ClientOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.MapToIPv6().TryWriteBytes(bytes, out _)) return 0;
        var whole = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6
            ? whole
            : whole & (UInt128.MaxValue << 72);
    }
}
