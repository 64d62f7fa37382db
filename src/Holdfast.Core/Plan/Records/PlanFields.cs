using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys at the root of a plan.</summary>
public static class PlanFields
{
    public const int Format = 1;

    public static readonly Field<int> Holdfast = new("holdfast", Shapes.Count(Format, Format), "The version of the plan's format: 1.")
    {
        Required = true,
        Because = "A later format may mean something else by the same words.",
    };

    public static readonly Field<IReadOnlyList<string>> Include = new(
        "include", Shapes.OneOrList(Shapes.Text("file", 4096), "file"),
        "Files that belong to the plan, relative to this one; * and ? stand for characters of a file name. Each adds to the sections of the others; a name may be declared once.")
    {
        Default = [],
        DefaultWords = "no other files",
    };

    public static readonly Field<IReadOnlyList<string>> Owners = new(
        "owners", Shapes.List(Shapes.Text("owner"), "owner"), "Who answers for every interface that names no owners of its own.")
    {
        Default = [],
        DefaultWords = "none: every interface names its own",
        Because = "Every interface needs two distinct owners, here or of its own.",
    };

    public static readonly Field<IReadOnlyList<string>> Zones = new(
        "zones", Shapes.List(Shapes.Name("zone"), "zone"), "The zones that nodes may be in. Given, a node's zone must be one of them.")
    {
        Default = [],
        DefaultWords = "any name goes",
    };

    public static readonly Field<IReadOnlyDictionary<string, ListenerPlan>> Listeners = new(
        "listeners", Shapes.Map("listener", Shapes.Name("listener"), ListenerFields.Section), "Where traffic is taken in.")
    {
        Default = new Dictionary<string, ListenerPlan>(),
        DefaultWords = "the addresses of --listen",
    };

    public static readonly Field<ServerPlan> Server = new("server", ServerFields.Section, "Limits and habits that hold for all listeners.")
    {
        Default = ServerFields.Default,
    };
}
