using System.Reflection;
using Microsoft.AspNetCore.Http;
using OutreachPortal.Languages;

namespace OutreachPortal.Shell;

/// <summary>
/// What a page must know of the request: in which language, and at which address. An endpoint takes it as a parameter.
/// <see cref="Path"/> is without the language ("" for the home page), <see cref="Query"/> with its "?".
/// </summary>
public sealed record Visit(Words Words, string Path, string Query)
{
    public Language Language => Words.Language;

    /// <summary>The address in this language of a path such as "/opportunities?kind=job".</summary>
    public string To(string path) => $"/{Language.Code}{path}";

    /// <summary>The language of the address, else the reader's: every request has one, also those that fail.</summary>
    public static Visit Of(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var first = path.TrimStart('/').Split('/', 2)[0];

        return Language.Find(first) is { } language
            ? new Visit(Phrases.For(language), path[(first.Length + 1)..].TrimEnd('/'), request.QueryString.Value ?? "")
            : new Visit(Phrases.For(Language.Best(request.Headers.AcceptLanguage.ToString())), path.TrimEnd('/'), "");
    }

    public static ValueTask<Visit?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Visit?>(Of(context));
}
