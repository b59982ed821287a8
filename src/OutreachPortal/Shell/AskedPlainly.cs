using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OutreachPortal.Shell;

/// <summary>A request while it stands for all that ask the same, and afterwards again for itself.</summary>
internal sealed class AskedPlainly(HttpRequest request)
{
    readonly (string Method, QueryString Query, StringValues Encoding, StringValues Known, StringValues Cookie) _own = (
        request.Method, request.QueryString, request.Headers.AcceptEncoding, request.Headers.IfNoneMatch,
        request.Headers.Cookie);

    public bool IsHead => HttpMethods.IsHead(_own.Method);

    public void As(PageKey key)
    {
        request.Method = HttpMethods.Get;
        request.QueryString = new QueryString(key.Query);
        request.Headers.AcceptEncoding = key.Encoding;
        request.Headers.IfNoneMatch = default;
        request.Headers.Cookie = default;
    }

    public void Restore()
    {
        (request.Method, request.QueryString) = (_own.Method, _own.Query);
        request.Headers.AcceptEncoding = _own.Encoding;
        request.Headers.IfNoneMatch = _own.Known;
        request.Headers.Cookie = _own.Cookie;
    }
}
