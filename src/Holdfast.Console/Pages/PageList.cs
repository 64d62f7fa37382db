using Holdfast.Control.Access;
using Holdfast.Core.Plan.Yaml;
using Holdfast.WebConsole.Access;
using Holdfast.WebConsole.Commands;
using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Interfaces.Layers;
using Holdfast.WebConsole.Interfaces.One;
using Holdfast.WebConsole.Now;
using Holdfast.WebConsole.Observed;
using Holdfast.WebConsole.Plans;
using Holdfast.WebConsole.Principles;
using Holdfast.WebConsole.Services;
using Holdfast.WebConsole.Stopping;
using Holdfast.WebConsole.Switches;
using Holdfast.WebConsole.Timeline;
using Holdfast.WebConsole.Why;

namespace Holdfast.WebConsole.Pages;

/// <summary>The pages there are: a written list, in the order of the navigation.</summary>
internal static class PageList
{
    /// <summary>Some names and a reason.</summary>
    private const int SmallFormBytesMax = 16 * 1024;

    /// <summary>A name of everything that can be set, and a reason.</summary>
    private const int StopFormBytesMax = 256 * 1024;

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
        new Page<LayersView, LayersPage>("interfaces", "/i/{name}/layers", LayersView.ReadAsync, ConsoleJson.Default.LayersView, static (visit, view) => visit.Text.Of("layers.title", view.Interface)),
        new Page<ObservedView, ObservedPage>("observed", "/observed", ObservedView.ReadAsync, ConsoleJson.Default.ObservedView) { IsThere = ObservedView.IsThere },
        new Page<ServicesView, ServicesPage>("services", "/services", ServicesView.ReadAsync, ConsoleJson.Default.ServicesView),
        new Page<SwitchesView, SwitchesPage>("switches", "/switches", SwitchesView.ReadAsync, ConsoleJson.Default.SwitchesView),
        new Page<DegradationView, DegradationPage>("switches", "/degradation/{plan}", DegradationView.ReadAsync, ConsoleJson.Default.DegradationView, static (_, view) => view.Row.Name),
        new Page<StopView, StopPage>("switches", "/stop", StopView.ReadAsync, ConsoleJson.Default.StopView, static (visit, _) => visit.Text["stop.title"])
        {
            IsLive = false, FormBytesMax = StopFormBytesMax, Post = StopEverything.PostAsync,
        },
        new Page<PlanView, PlanPage>("plan", "/plan", PlanView.ReadAsync, ConsoleJson.Default.PlanView) { IsLive = false },
        new Page<RevisionView, RevisionPage>("plan", "/plan/{number:int}", RevisionView.ReadAsync, ConsoleJson.Default.RevisionView) { IsLive = false },
        new Page<RollbackView, RollbackPage>("plan", "/plan/{number:int}/back", RollbackView.ReadAsync, ConsoleJson.Default.RollbackView)
        {
            IsLive = false, FormBytesMax = SmallFormBytesMax, Post = RollbackView.PostAsync,
        },
        new Page<DiffView, DiffPage>("plan", "/plan/diff", DiffView.ReadAsync, ConsoleJson.Default.DiffView) { IsLive = false },
        new Page<StageView, StagePage>("plan", "/plan/stage", StageView.ReadAsync, ConsoleJson.Default.StageView, static (visit, _) => visit.Text["stage.title"])
        {
            FormBytesMax = SmallFormBytesMax, Post = StageView.PostAsync,
        },
        new Page<WaitingView, WaitingPage>("plan", "/plan/waiting", WaitingView.ReadAsync, ConsoleJson.Default.WaitingView, static (visit, _) => visit.Text["waiting.title"])
        {
            IsLive = false, FormBytesMax = SmallFormBytesMax, Post = WaitingView.PostAsync,
        },
        new Page<EditView, EditPage>("plan", "/plan/edit", EditView.ReadAsync, ConsoleJson.Default.EditView)
        {
            IsLive = false, Extras = ["editor.js"], FormBytesMax = PlanFormBytesMax, Post = PlanEditor.PostAsync,
        },
        new Page<WhyListView, WhyListPage>("why", "/why", WhyListView.ReadAsync, ConsoleJson.Default.WhyListView),
        new Page<WhyTraceView, WhyTracePage>("why", "/why/{trace}", WhyTraceView.ReadAsync, ConsoleJson.Default.WhyTraceView) { IsLive = false },
        new Page<TimelineView, TimelinePage>("timeline", "/log", TimelineView.ReadAsync, ConsoleJson.Default.TimelineView),
        new Page<AccessView, AccessPage>("access", "/access", AccessView.ReadAsync, ConsoleJson.Default.AccessView),
        new Page<RecordView, RecordPage>("access", "/access/record", RecordView.ReadAsync, ConsoleJson.Default.RecordView, static (visit, _) => visit.Text["access.record"]) { IsLive = false },
        new Page<NewTokenView, NewTokenPage>("access", "/access/token", NewTokenView.ReadAsync, ConsoleJson.Default.NewTokenView, static (visit, _) => visit.Text["access.make"])
        {
            IsLive = false, Role = Role.Admin, FormRole = Role.Admin, FormBytesMax = SmallFormBytesMax, Post = NewTokenView.PostAsync,
        },
        new Page<RevokeView, RevokePage>("access", "/access/revoke", RevokeView.ReadAsync, ConsoleJson.Default.RevokeView, static (visit, _) => visit.Text["access.revoke"])
        {
            IsLive = false, Role = Role.Admin, FormRole = Role.Admin, FormBytesMax = SmallFormBytesMax, Post = RevokeView.PostAsync,
        },
        new Page<PrinciplesView, PrinciplesPage>("principles", "/principles", PrinciplesView.ReadAsync, ConsoleJson.Default.PrinciplesView),
        new Page<PrincipleView, PrinciplePage>("principles", "/principles/{id}", PrincipleView.ReadAsync, ConsoleJson.Default.PrincipleView, static (_, view) => view.Title),
        new Page<CommandView, CommandPage>("principles", "/principles/{id}/{command}", CommandView.ReadAsync, ConsoleJson.Default.CommandView, static (_, view) => view.Command.Name)
        {
            IsLive = false, FormBytesMax = SmallFormBytesMax, Post = CommandGiving.PostAsync,
        },
    ];

    /// <summary>What stands in the navigation: each section once, with the address that begins it.</summary>
    public static IEnumerable<Page> SectionsFor(Visit visit) => Sections.Where(page => page.IsThere(visit));

    private static IReadOnlyList<Page> Sections { get; } = [.. All.DistinctBy(static page => page.Section)];
}
