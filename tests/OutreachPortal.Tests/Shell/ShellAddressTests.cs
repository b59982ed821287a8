using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class ShellAddressTests : IAsyncLifetime
{
    ShellHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ShellHost.StartAsync(map =>
    {
        map.MapPage("/{lang:lang}/fine", (Visit visit) => Results.Text($"{visit.Language.Code} {visit.Path}"));
        map.MapPage("/{lang:lang}/fault", Fault);
        map.MapPage("/{lang:lang}/gone", () => new PageProblem(410));
        map.MapPage("/{lang:lang}/number", (int page) => Results.Text($"{page}"));
        map.MapPage("/{lang:lang}/refused", () => new PageProblem(400, "footer.fraud"));
        map.MapGet("/api/v1/fault", Fault);
    });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("fr-FR,fr;q=0.9", "/fr")]
    [InlineData("", "/en")]
    public async Task The_root_sends_the_reader_to_a_language(string accept, string expected)
    {
        var answer = await Get("/", ("Accept-Language", accept));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.ToString());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/en/fine", 200)]
    [InlineData("/", 302)]
    [InlineData("/en/nowhere", 404)]
    [InlineData("/en/fault", 500)]
    [InlineData("/en/gone", 410)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/health/live", 200)]
    [InlineData("/assets/unknown.css", 404)]
    public async Task Every_answer_carries_the_security_headers(string path, int status)
    {
        var answer = await Get(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("script-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.All(["Referrer-Policy", "Permissions-Policy"], name => Assert.True(answer.Headers.Contains(name)));
        Assert.All(["Strict-Transport-Security", "Server", "X-Powered-By", "Set-Cookie", "blazor-enhanced-nav"],
            name => Assert.False(answer.Headers.Contains(name)));
    }

    [Fact]
    public async Task A_room_may_state_its_own_content_policy()
    {
        await using var host = await ShellHost.StartAsync(map => map.MapPage("/desk", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return Results.Text("");
        }));

        Assert.Equal("default-src 'self'", Header(await host.Client.GetAsync("/desk"), "Content-Security-Policy"));
    }

    [Fact]
    public async Task A_portal_on_https_says_so_for_a_year()
    {
        await using var host = await ShellHost.StartAsync(settings: ("Portal:PublicUrl", "https://localhost"));

        var answer = await host.Client.GetAsync("/health/live");

        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("localhost:1234", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:5080", 200)]
    public async Task Only_the_portal_s_own_hosts_are_answered(string host, int status) =>
        Assert.Equal(status, (int)(await Get("/health/live", ("Host", host))).StatusCode);

    [Theory]
    [InlineData("/en/nowhere", "", "en")]
    [InlineData("/ar/nowhere", "fr", "ar")]
    [InlineData("/nowhere", "ru", "ru")]
    [InlineData("/de/fine", "", "en")]
    [InlineData("/EN/fine", "", "en")]
    public async Task An_unknown_page_is_said_in_the_reader_s_language(string path, string accept, string language)
    {
        var answer = await Get(path, ("Accept-Language", accept));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        Assert.Contains(Phrases.For(Language.Find(language)!)["error.404.happened"], html, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/en/fault")]
    [InlineData("/api/v1/fault")]
    public async Task A_fault_of_ours_shows_no_detail(string path)
    {
        var answer = await Get(path);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_problem_details_with_a_trace()
    {
        var answer = await Get("/api/v1/nothing");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.RootElement.GetProperty("traceId").GetString()));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("BREW")]
    public async Task An_unknown_method_is_405_and_names_the_methods_that_work(string method)
    {
        var answer = await _host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/en/fine"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task A_page_answers_HEAD() => Assert.Equal(HttpStatusCode.OK,
        (await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/en/fine"))).StatusCode);

    [Theory]
    [InlineData("/en/number?page=abc")]
    [InlineData("/en/number")]
    public async Task A_value_that_cannot_be_read_is_400(string path)
    {
        var answer = await Get(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<main", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_says_its_own_sentence()
    {
        var html = await (await Get("/en/refused")).Content.ReadAsStringAsync();

        Assert.Contains("never charges a fee: not to register", MainOf(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/n/abc")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/%c0%af")]
    public async Task Odd_addresses_are_404(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Get(path)).StatusCode);

    static IResult Fault() => throw new InvalidOperationException("secret detail");

    Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _host.Client.SendAsync(request);
    }

    static string Header(HttpResponseMessage answer, string name) => string.Join(",", answer.Headers.GetValues(name));

    static string MainOf(string html) => html.Split("<main")[1].Split("</main")[0];
}
