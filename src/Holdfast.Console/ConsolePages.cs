using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.WebConsole.Assets;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Plans;
using Holdfast.WebConsole.Shell;
using Holdfast.WebConsole.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Holdfast.WebConsole;

/// <summary>The pages of the admin listener. Every link is a GET, every page is whole without script, and no call ever waits for one.</summary>
public sealed class ConsolePages : IAdminPages
{
    private const string LastSeenHeader = "Last-Event-ID";
    private const string LivePrefix = "/live";

    /// <summary>Pages told live at once. Each is rendered once a second, and holds one of the listener's connections, of which health and metrics need some.</summary>
    internal const int StreamsMax = 30;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);
    private int _streams;

    public void Map(IEndpointRouteBuilder routes, IAdminSubject subject)
    {
        var renderer = new PageRenderer(routes.ServiceProvider, routes.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var site = Site.Of(subject);
        AssetShelf.Map(routes);
        SchemaRoute.Map(routes);
        foreach (var page in PageList.All)
        {
            routes.MapMethods(page.Route, [HttpMethods.Get, HttpMethods.Head], context => ShowAsync(context, page, renderer, Look(context, page, site))).Needs(page.Role).IsPage();
            routes.MapMethods(page.JsonRoute, [HttpMethods.Get, HttpMethods.Head], context => TellAsync(context, page, Look(context, page, site))).Needs(page.Role);
            if (page.FormBytesMax > 0)
                routes.MapPost(page.Route, (RequestDelegate)(context => TakeAsync(context, page, renderer, Look(context, page, site), site))).TakesForm(page.FormBytesMax).Needs(page.FormRole);
            if (page.IsLive)
                routes.MapGet(page.LiveRoute, (RequestDelegate)(context => StreamAsync(context, page, renderer, () => Look(context, page, site), subject))).Needs(page.Role);
        }
    }

    private static Visit Look(HttpContext context, Page page, Site site)
    {
        var path = context.Request.Path.ToUriComponent();
        if (path.StartsWith(LivePrefix, StringComparison.Ordinal)) path = path[LivePrefix.Length..];
        return new Visit(context, path, page.Section, site);
    }

    private static async Task ShowAsync(HttpContext context, Page page, PageRenderer renderer, Visit visit)
    {
        if (Settled(context, visit)) return;
        var content = await page.ReadAsync(visit);
        if (content is null) context.Response.StatusCode = StatusCodes.Status404NotFound;
        await WriteAsync(context, await renderer.RenderAsync(visit, content ?? Missing(visit), content is null ? page with { IsLive = false } : page));
    }

    private static async Task TakeAsync(HttpContext context, Page page, PageRenderer renderer, Visit visit, Site site)
    {
        var posted = await page.PostAsync(visit, context.Request.Form);
        context.Response.StatusCode = posted.Status;
        if (posted.Location is { } location)
        {
            // Seen at once, not a second later.
            site.View.Look(isFresh: true);
            context.Response.Headers.Location = posted.Slip is { } slip ? $"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Visit.SlipQuery}={site.Slips.Put(slip)}" : location;
            return;
        }

        await WriteAsync(context, await renderer.RenderAsync(visit, posted.Content ?? Missing(visit), page));
    }

    private static async Task TellAsync(HttpContext context, Page page, Visit visit)
    {
        if (await page.ReadAsync(visit) is { } content) await content.WriteJson(context);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task StreamAsync(HttpContext context, Page page, PageRenderer renderer, Func<Visit> look, IAdminSubject subject)
    {
        if (Interlocked.Increment(ref _streams) > StreamsMax)
        {
            Interlocked.Decrement(ref _streams);
            await TypedResults.Problem($"{StreamsMax} pages are told live already; this one is as it was when it was loaded.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }

        try
        {
            var seen = context.Request.Headers[LastSeenHeader].ToString() is { Length: > 0 } last ? last : context.Request.Query[Visit.LastSeenQuery].ToString();
            var stream = new LiveStream(RenderAsync, subject.Runtime.Time);
            await TypedResults.ServerSentEvents(stream.ReadAsync(seen, context.RequestAborted)).ExecuteAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }

        async Task<string?> RenderAsync()
        {
            // Asked each time: who has signed out, or whose token was revoked, is told nothing more.
            if (!subject.Access.IsStillIn(context.Request)) return null;
            var visit = look();
            return await page.ReadAsync(visit) is { } content ? await renderer.RenderAsync(visit, content, page) : null;
        }
    }

    /// <summary>A language or a theme that somebody asked for is remembered by the browser, and leaves the address.</summary>
    private static bool Settled(HttpContext context, Visit visit)
    {
        var (language, theme) = (visit.Ask(Visit.LanguageQuery), visit.Ask(Visit.ThemeQuery));
        if (language is null && theme is null) return false;
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = Remembered, IsEssential = true };
        if (language is not null && Language.Text.Find(language) is not null) context.Response.Cookies.Append(Visit.LanguageCookie, language, cookie);
        if (theme is not null) context.Response.Cookies.Append(Visit.ThemeCookie, Theme.Of(theme), cookie);
        context.Response.Redirect(visit.With("", null));
        return true;
    }

    private static PageContent Missing(Visit visit) => new(visit.Text["missing.title"], builder =>
    {
        builder.OpenComponent<MissingPage>(0);
        builder.AddComponentParameter(1, nameof(MissingPage.View), visit.Path);
        builder.AddComponentParameter(2, nameof(MissingPage.Visit), visit);
        builder.CloseComponent();
    }, static _ => Task.CompletedTask);

    private static Task WriteAsync(HttpContext context, string html)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(html, context.RequestAborted);
    }
}
