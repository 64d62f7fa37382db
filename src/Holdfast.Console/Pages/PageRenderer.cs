using Holdfast.WebConsole.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Holdfast.WebConsole.Pages;

/// <summary>Makes the HTML of a page, once and whole.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync(Visit visit, PageContent content, Page page)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(Frame.Visit)] = visit,
            [nameof(Frame.Title)] = content.Title,
            [nameof(Frame.Body)] = content.Body,
            [nameof(Frame.IsLive)] = page.IsLive,
            [nameof(Frame.Extras)] = page.Extras,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Frame>(parameters)).ToHtmlString());
    }
}
