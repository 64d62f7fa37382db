using Holdfast.Core.Plan.Yaml;
using Holdfast.WebConsole.Commands;
using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Interfaces.One;
using Holdfast.WebConsole.Now;
using Holdfast.WebConsole.Plans;
using Holdfast.WebConsole.Principles;
using Holdfast.WebConsole.Services;
using Holdfast.WebConsole.Switches;
using Holdfast.WebConsole.Timeline;
using Holdfast.WebConsole.Why;

namespace Holdfast.WebConsole.Pages;

/// <summary>The pages there are: a written list, in the order of the navigation.</summary>
internal static class PageList
{
    /// <summary>Some names and a reason.</summary>
    private const int SmallFormBytesMax = 16 * 1024;

    /// <summary>A form may take three bytes for one of a plan's.</summary>
    private const int PlanFormBytesMax = 3 * PlanLimits.PlanBytesMax;

    public static IReadOnlyList<Page> All { get; } =
    [
        new Page<NowView, NowPage>("now", "/", NowView.ReadAsync, ConsoleJson.Default.NowView),
        new Page<InterfacesView, InterfacesPage>("interfaces", "/i", InterfacesView.ReadAsync, ConsoleJson.Default.InterfacesView),
        new Page<InterfaceView, InterfacePage>("interfaces", "/i/{name}", InterfaceView.ReadAsync, ConsoleJson.Default.InterfaceView, static (_, view) => view.Row.Name)
        {
            Extras = ["uplot.css", "uplot.js", "charts.js"],
        },
        new Page<ServicesView, ServicesPage>("services", "/services", ServicesView.ReadAsync, ConsoleJson.Default.ServicesView),
        new Page<SwitchesView, SwitchesPage>("switches", "/switches", SwitchesView.ReadAsync, ConsoleJson.Default.SwitchesView),
        new Page<PlanView, PlanPage>("plan", "/plan", PlanView.ReadAsync, ConsoleJson.Default.PlanView) { IsLive = false },
        new Page<RevisionView, RevisionPage>("plan", "/plan/{number:int}", RevisionView.ReadAsync, ConsoleJson.Default.RevisionView) { IsLive = false },
        new Page<RollbackView, RollbackPage>("plan", "/plan/{number:int}/back", RollbackView.ReadAsync, ConsoleJson.Default.RollbackView)
        {
            IsLive = false, FormBytesMax = SmallFormBytesMax, Post = RollbackView.PostAsync,
        },
        new Page<DiffView, DiffPage>("plan", "/plan/diff", DiffView.ReadAsync, ConsoleJson.Default.DiffView) { IsLive = false },
        new Page<EditView, EditPage>("plan", "/plan/edit", EditView.ReadAsync, ConsoleJson.Default.EditView)
        {
            IsLive = false, FormBytesMax = PlanFormBytesMax, Post = PlanEditor.PostAsync,
        },
        new Page<WhyListView, WhyListPage>("why", "/why", WhyListView.ReadAsync, ConsoleJson.Default.WhyListView),
        new Page<WhyTraceView, WhyTracePage>("why", "/why/{trace}", WhyTraceView.ReadAsync, ConsoleJson.Default.WhyTraceView) { IsLive = false },
        new Page<TimelineView, TimelinePage>("timeline", "/log", TimelineView.ReadAsync, ConsoleJson.Default.TimelineView),
        new Page<PrinciplesView, PrinciplesPage>("principles", "/principles", PrinciplesView.ReadAsync, ConsoleJson.Default.PrinciplesView),
        new Page<PrincipleView, PrinciplePage>("principles", "/principles/{id}", PrincipleView.ReadAsync, ConsoleJson.Default.PrincipleView, static (_, view) => view.Title),
        new Page<CommandView, CommandPage>("principles", "/principles/{id}/{command}", CommandView.ReadAsync, ConsoleJson.Default.CommandView, static (_, view) => view.Command.Name)
        {
            IsLive = false, FormBytesMax = SmallFormBytesMax, Post = CommandGiving.PostAsync,
        },
    ];

    /// <summary>What stands in the navigation: each section once, with the address that begins it.</summary>
    public static IReadOnlyList<Page> Sections { get; } = [.. All.DistinctBy(static page => page.Section)];
}
