using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Interfaces.One;
using Holdfast.WebConsole.Now;
using Holdfast.WebConsole.Principles;
using Holdfast.WebConsole.Services;
using Holdfast.WebConsole.Timeline;
using Holdfast.WebConsole.Why;

namespace Holdfast.WebConsole.Pages;

/// <summary>The pages there are: a written list, in the order of the navigation.</summary>
internal static class PageList
{
    public static IReadOnlyList<Page> All { get; } =
    [
        new Page<NowView, NowPage>("now", "/", NowView.ReadAsync, ConsoleJson.Default.NowView),
        new Page<InterfacesView, InterfacesPage>("interfaces", "/i", InterfacesView.ReadAsync, ConsoleJson.Default.InterfacesView),
        new Page<InterfaceView, InterfacePage>("interfaces", "/i/{name}", InterfaceView.ReadAsync, ConsoleJson.Default.InterfaceView, static (_, view) => view.Row.Name)
        {
            Extras = ["uplot.css", "uplot.js", "charts.js"],
        },
        new Page<ServicesView, ServicesPage>("services", "/services", ServicesView.ReadAsync, ConsoleJson.Default.ServicesView),
        new Page<WhyListView, WhyListPage>("why", "/why", WhyListView.ReadAsync, ConsoleJson.Default.WhyListView),
        new Page<WhyTraceView, WhyTracePage>("why", "/why/{trace}", WhyTraceView.ReadAsync, ConsoleJson.Default.WhyTraceView) { IsLive = false },
        new Page<TimelineView, TimelinePage>("timeline", "/log", TimelineView.ReadAsync, ConsoleJson.Default.TimelineView),
        new Page<PrinciplesView, PrinciplesPage>("principles", "/principles", PrinciplesView.ReadAsync, ConsoleJson.Default.PrinciplesView),
        new Page<PrincipleView, PrinciplePage>("principles", "/principles/{id}", PrincipleView.ReadAsync, ConsoleJson.Default.PrincipleView, static (_, view) => view.Title),
    ];

    /// <summary>What stands in the navigation: each section once, with the address that begins it.</summary>
    public static IReadOnlyList<Page> Sections { get; } = [.. All.DistinctBy(static page => page.Section)];
}
