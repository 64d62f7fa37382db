using Holdfast.Core.Layers.Effective;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Interfaces.Layers;

/// <summary>What holds for an interface now, and everybody who has a say in it.</summary>
/// <param name="IsWhole">Also what the plan leaves to its defaults.</param>
/// <param name="Fields">Each with its layers, the uppermost first.</param>
public sealed record LayersView(string Interface, string Service, string Revision, bool IsWhole, IReadOnlyList<EffectiveField> Fields)
{
    internal const string StateAll = "all";

    private const string Default = "default";
    private const string Plan = "plan";
    private const string ByHand = "by hand";

    internal static ValueTask<LayersView?> ReadAsync(Visit visit)
    {
        if (EffectiveReporter.Of(visit.Subject.Runtime, visit.Named("name")) is not { } report) return new((LayersView?)null);
        var isWhole = visit.Ask("state") == StateAll;
        return new(new LayersView(
            report.Interface, report.Service, report.Revision, isWhole, [.. report.Fields.Where(field => isWhole || field.Layers.Any(static layer => layer.Source != Default))]));
    }

    /// <summary>What lies over the plan.</summary>
    internal static bool IsOver(EffectiveLayer layer) => layer.Source is not (Default or Plan);

    /// <summary>A degradation plan lays it.</summary>
    internal static bool IsLaid(EffectiveLayer layer) => IsOver(layer) && layer.Source != ByHand;
}
