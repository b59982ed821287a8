using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OutreachPortal.Web;

/// <summary>
/// Hands the figures of all rooms to an operator's collector (OTLP); where none is named, nothing is gathered and
/// nothing leaves. Figures count, and name nobody.
/// </summary>
internal static class Telemetry
{
    const string Collector = "Telemetry:Collector";

    static readonly string[] s_meters =
        ["OutreachPortal.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Collector] is not { Length: > 0 } stated) return;
        if (!Uri.TryCreate(stated, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
        {
            throw new OptionsValidationException(
                Collector, typeof(OtlpExporterOptions),
                [$"{Collector} is \"{stated}\", which is not the http address of a collector."]);
        }
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("outreach-portal"))
            .WithMetrics(figures => figures
                .AddMeter(s_meters).AddOtlpExporter(exporter => Direct(exporter, collector)));
    }

    /// <summary>
    /// An address with a path is one for HTTP (<c>http://host:4318/v1/metrics</c>), one without for gRPC.
    /// </summary>
    static void Direct(OtlpExporterOptions exporter, Uri collector)
    {
        exporter.Endpoint = collector;
        exporter.Protocol =
            collector.AbsolutePath.Length > 1 ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
    }
}
