using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OutreachPortal.Languages;

namespace OutreachPortal.Shell;

/// <summary>{lang:lang} in an address matches exactly en, fr, es, ru, ar and zh.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public const string Name = "lang";

    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values,
        RouteDirection routeDirection) =>
        Language.Find(values[routeKey] as string) is not null;
}
