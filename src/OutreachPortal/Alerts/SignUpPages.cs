using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>The form that asks for an alert, and the one page that answers whoever sent it.</summary>
internal static class SignUpPages
{
    public static void MapSignUp(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/{lang:lang}/alerts/new", ShowAsync);
        endpoints.MapForm("/{lang:lang}/alerts/new", AskAsync);
        endpoints.MapPage("/{lang:lang}/alerts/new/sent", Sent);
    }

    static async Task<IResult> ShowAsync(
        HttpContext context, Visit visit, AlertWishes wishes, FormSeal seal, CurrentAtlas atlas,
        CancellationToken cancellation)
    {
        var (wish, problem) = await wishes.ReadAsync(context, visit.Words, cancellation);
        if (wish is null) return problem!;
        var zone = ZoneOf(await atlas.GetAsync(cancellation), context.Request.Query["from"]);
        var draft = new SignUpDraft(zone) { Frequency = FrequencyOf(context.Request.Query["frequency"], wish) };
        return Draw(context, visit, wish, draft, seal);
    }

    static async Task<IResult> AskAsync(
        HttpContext context, Visit visit, AlertWishes wishes, FormSeal seal, Registrar registrar, PortalDb db,
        IMailTransport transport, CancellationToken cancellation)
    {
        if (await Personal.FormAsync(context, cancellation) is not { } form || !seal.IsOn(context, form))
            return new PageProblem(StatusCodes.Status400BadRequest, "alerts.seal");
        var (wish, problem) = await wishes.ReadAsync(context, visit.Words, cancellation);
        if (wish is null) return problem!;
        var draft = SignUpDraft.Of(form, wish);
        var reading = EmailAddress.Read(draft.Email, transport.Abilities.Utf8Addresses);
        if (wish.Refusal is not null || draft.IsUnreadable || reading is not EmailAddress address)
        {
            var wrong = draft with { Fault = FaultOf(reading) };
            return Draw(context, visit, wish, wrong, seal, StatusCodes.Status400BadRequest);
        }
        long? followed = wish.Followed is { } card ? await IdOfAsync(db, card.Id, cancellation) : null;
        var request = new AlertRequest(
            address, wish.Criteria, followed, draft.Frequency, draft.Zone, visit.Language, draft.Source);
        return await registrar.AskAsync(request, context.Connection.RemoteIpAddress, cancellation) is { } wait
            ? TooMany(context, wait)
            : Personal.SeeOther(context, visit.To("/alerts/new/sent"));
    }

    static IResult Sent(HttpContext context, Visit visit) => Personal.Answer<TokenPage>(context, new
    {
        Visit = visit,
        Title = visit.Words["alerts.sent.title"],
        Lines = (string[])[visit.Words["alerts.sent.look"], visit.Words["alerts.sent.nothing"]],
        Links = (PageLink[])[new(visit.To("/opportunities"), visit.Words["error.search"])],
    });

    public static IResult TooMany(HttpContext context, Duration wait)
    {
        context.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
        return new PageProblem(StatusCodes.Status429TooManyRequests);
    }

    public static string? FaultOf(AddressReading reading) => reading switch
    {
        AddressRefused { Problem: AddressProblem.NeedsUtf8 } => "alerts.email.utf8",
        AddressRefused => "alerts.email.wrong",
        _ => null,
    };

    static IResult Draw(
        HttpContext context, Visit visit, AlertWish wish, SignUpDraft draft, FormSeal seal,
        int status = StatusCodes.Status200OK) =>
        Personal.Answer<SignUpPage>(
            context,
            new { Visit = visit, Wish = wish, Draft = draft, Seal = seal.For(context), KeptDays = KeptDaysOf(context) },
            status);

    static int KeptDaysOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<AlertsOptions>>().Value.KeepAddressDays;

    /// <summary>The main zone of the reader's country, else the first of its zones, else UTC.</summary>
    static string ZoneOf(Atlas atlas, string? country) => country is { Length: 2 } code
        ? atlas.MainZoneOf(code) ?? atlas.Find(code)?.Zones.FirstOrDefault() ?? Zones.Utc
        : Zones.Utc;

    static Frequency FrequencyOf(string? asked, AlertWish wish) =>
        Enum.TryParse<Frequency>(asked, ignoreCase: true, out var frequency) && wish.Frequencies.Contains(frequency)
            ? frequency
            : wish.Frequencies[0];

    static Task<long> IdOfAsync(PortalDb db, string shortId, CancellationToken cancellation) =>
        db.Opportunities.Where(opportunity => opportunity.ShortId == shortId)
            .Select(opportunity => opportunity.Id).SingleAsync(cancellation);
}

/// <summary>A form as it was filled in, shown again where something is wrong with it.</summary>
public sealed record SignUpDraft(string Zone)
{
    public string Email { get; init; } = "";

    public Frequency Frequency { get; init; }

    /// <summary>Which page the form was reached from.</summary>
    public string Source { get; init; } = "list";

    /// <summary>The key of the sentence that says what is wrong with the address.</summary>
    public string? Fault { get; init; }

    /// <summary>Something that only a program would send.</summary>
    public bool IsUnreadable { get; init; }

    internal static SignUpDraft Of(IFormCollection form, AlertWish wish)
    {
        var zone = form["zone"].ToString();
        var isOffered = Enum.TryParse<Frequency>(form["frequency"], ignoreCase: true, out var frequency)
            && wish.Frequencies.Contains(frequency);
        return new SignUpDraft(Zones.IsOne(zone) ? zone : Zones.Utc)
        {
            Email = form["email"] is [{ } typed] ? typed : "",
            Frequency = isOffered ? frequency : wish.Frequencies[0],
            Source = wish.Followed is null ? "list" : "opportunity",
            IsUnreadable = !isOffered || !Zones.IsOne(zone),
        };
    }
}
