using System.Text;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.Core.Principles;
using Holdfast.Core.Telemetry;
using Holdfast.WebConsole.Language;
using Holdfast.WebConsole.Timeline;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Pages;

/// <summary>Somebody looks at a page: at which, in which language, and what is going on meanwhile.</summary>
public sealed class Visit
{
    /// <summary>Where a cookie keeps the language.</summary>
    public const string LanguageCookie = "holdfast-lang";

    /// <summary>Where a cookie keeps the theme.</summary>
    public const string ThemeCookie = "holdfast-theme";

    internal const string LanguageQuery = "lang";
    internal const string ThemeQuery = "theme";

    /// <summary>Which slip is told.</summary>
    internal const string SlipQuery = "slip";

    /// <summary>By which a stream is told what has been seen: a browser sends the header of that only where it opens the same stream again.</summary>
    internal const string LastSeenQuery = "last";

    private readonly HttpContext _context;
    private readonly Present _present;
    private readonly Site _site;

    /// <param name="path">Of the page itself, as it stands in a link: without what asks for its JSON or its stream.</param>
    internal Visit(HttpContext context, string path, string section, Site site)
    {
        (_context, _site, _present, Path, Section) = (context, site, site.View.Look(), path, section);
        var request = context.Request;
        Text = Text.Find(request.Cookies[LanguageCookie] ?? "") ?? Text.Wanted(request.Headers.AcceptLanguage.ToString());
        Theme = Pages.Theme.Of(request.Cookies[ThemeCookie]);
    }

    public string Path { get; }

    /// <summary>Which entry of the navigation it belongs to.</summary>
    public string Section { get; }

    public IAdminSubject Subject => _site.Subject;

    public Text Text { get; }

    public string Theme { get; }

    public StatusReport Report => _present.Report;

    public IReadOnlyList<Switch> Switches => _present.Switches;

    public DateTimeOffset Now => Report.At;

    /// <summary>What a principle shows.</summary>
    internal Snapshot Tables(ISlice slice) => _present.Tables.Of(slice);

    /// <inheritdoc cref="Tables(ISlice)"/>
    /// <param name="slice">Its id.</param>
    internal Snapshot Tables(string slice) => Subject.Runtime.Slices.FirstOrDefault(one => one.Id == slice) is { } found ? Tables(found) : new Snapshot(slice, []);

    /// <summary>What became of the order given before; null: none was.</summary>
    public Slip? Slip => Ask(SlipQuery) is { } name ? _site.Slips.Find(name) : null;

    /// <summary>Who looks.</summary>
    public Identity Identity => _context.Who();

    /// <summary>The name under which an order of theirs is put on record.</summary>
    public string Who => Identity.Name;

    /// <summary>Whether they may change what traffic meets.</summary>
    public bool MayChange => Identity.May(Role.Operator);

    /// <summary>What a form must bring back.</summary>
    public string FormToken => _context.AntiforgeryToken();

    /// <summary>Does something under their name; where it is refused, that stands on record.</summary>
    /// <exception cref="StoreException">It is refused, or it is not said what for.</exception>
    internal Task<T> OnRecordAsync<T>(string action, string subject, string why, Func<Order, Task<T>> work) =>
        Subject.Access.Audit.RefusalsOnRecordAsync(new Order(Who, why), action, subject, () => work(AdminOrder.Read(_context, Who, why)));

    /// <summary>Theirs, for who puts refusals on record himself.</summary>
    /// <exception cref="StoreException">It is not said what for: that stands on record.</exception>
    internal Task<Order> OrderAsync(string action, string subject, string why) => OnRecordAsync(action, subject, why, Task.FromResult);

    /// <summary>Where plans are asked about the last calls, one at a time.</summary>
    internal PlanDryRuns DryRuns => _site.DryRuns;

    /// <summary>The plan that a share of the requests tries; null: none.</summary>
    internal StageState? Stage => Subject.Stages?.Report.Running;

    internal TimelineRecord Recorded => _site.Recorded;

    internal CancellationToken Gone => _context.RequestAborted;

    /// <summary>A value of the address's path.</summary>
    public string Named(string name) => _context.Request.RouteValues[name] as string ?? "";

    /// <summary>A value of the address's query; null: it is not there.</summary>
    public string? Ask(string name) => _context.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The same page with one thing of its address changed, and the first page of its list.</summary>
    /// <param name="value">Null: without it.</param>
    public string With(string name, string? value) => Path + Query(name, value);

    /// <summary>Where the same is told as JSON.</summary>
    public string Json => (Path == "/" ? "/now" : Path) + ".json" + Query("", null);

    /// <summary>Where it is told live.</summary>
    public string Stream => "/live" + Path + Query("", null);

    /// <summary>How long before now.</summary>
    public string Ago(DateTimeOffset at) => Text.Of("ago", Text.Span(Now - at));

    /// <summary>A part of a path in an address.</summary>
    public static string Escaped(string name) => Uri.EscapeDataString(name);

    private string Query(string name, string? value)
    {
        var query = new StringBuilder();
        foreach (var (key, values) in _context.Request.Query)
        {
            // A changed list is looked at from its beginning.
            if (key == name || key is LanguageQuery or ThemeQuery or LastSeenQuery or SlipQuery || (key == "page" && name is not ("" or LanguageQuery or ThemeQuery))) continue;
            Append(query, key, values.ToString());
        }

        if (!string.IsNullOrEmpty(value)) Append(query, name, value);
        return query.ToString();
    }

    private static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
}
