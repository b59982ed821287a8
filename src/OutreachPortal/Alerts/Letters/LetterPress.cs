using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Alerts;

/// <summary>
/// Draws the HTML of letters. A renderer remembers all that it drew and all that drew it, so each letter has its own.
/// </summary>
internal sealed class LetterPress(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    public async Task<string> PrintAsync<TEmail>(IDictionary<string, object?> parameters) where TEmail : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TEmail>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
