using System.Globalization;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Layers.Effective;

/// <summary>Lays everything over each other as calls find it: what is set by hand, the steps of degradation plans, the plan, its defaults.</summary>
public static class EffectiveReporter
{
    private const string Limit = "limit";
    private const string ByHand = "by hand";

    /// <returns>Null: the live plan has no such interface, or there is none yet.</returns>
    public static EffectiveReport? Of(HoldfastRuntime runtime, string name)
    {
        if (runtime.Present is not { } present || !present.Plan.Interfaces.TryGetValue(name, out var target)) return null;
        var (set, laid) = (runtime.Commands.Switches(), Laid(runtime, present));
        var (own, service) = ($"interfaces.{name}", $"services.{target.Service.Name}");
        var fields = Fields();
        EffectiveField[] layered =
        [
            Over("answer", "degradation", own, static kind => kind <= LayerKind.Share, [Word("the service's own", "plan", own, true)]),
            Over(Limit, "limits", own, static kind => kind == LayerKind.Limit, [.. fields.Where(static field => field.Name == Limit).Select(Written)]),
            Over("breaker", "breakers", service, static kind => kind == LayerKind.Breaker, [Word("decides by itself, where there is one", "plan", $"{service}.breaker", true)]),
            Over("nodes", "failover", service, static kind => kind == LayerKind.Drain, [Word("all that are well", "plan", service, true)]),
        ];
        return new EffectiveReport(name, target.Service.Name, present.Plan.Revision.Name, [.. layered, .. fields.Where(static field => field.Name != Limit).Select(field => new EffectiveField(field.Name, [Written(field)]))]);

        IReadOnlyList<Field> Fields() => [.. InterfaceFields.Section(PlanShape.Default.Slices.SelectMany(static slice => slice.InterfaceFields)).Fields];

        EffectiveField Over(string field, string slice, string subject, Func<LayerKind, bool> isOf, IReadOnlyList<EffectiveLayer> below)
        {
            var hand = set.Where(one => one.Slice == slice && (one.Target == subject || one.Target.StartsWith($"{subject}.", StringComparison.Ordinal)))
                .Select(static one => new EffectiveLayer(one.Words, ByHand, "", $"{one.Order}", one.Until, Holds: true)).ToArray();
            var plans = laid.Where(layer => layer.Subject == subject && isOf(layer.Kind)).OrderBy(static layer => layer.Kind).ThenBy(static layer => layer.Rate.PerSecond)
                .Select((layer, index) => new EffectiveLayer(layer.Words, layer.Rule, Place(layer.Rule), $"{layer.Order}", Ends(layer), Holds: hand.Length == 0 && index == 0)).ToArray();
            var isCovered = hand.Length + plans.Length > 0 && field != Limit;
            return new EffectiveField(field, [.. hand, .. plans, .. below.Select(layer => layer with { Holds = !isCovered })]);
        }

        EffectiveLayer Written(Field field)
        {
            var isWritten = target.Plan.Sections.IsWritten(field);
            return Word(field.Shape.WriteAny(target.Plan.Sections.GetAny(field)), isWritten ? "plan" : "default", isWritten ? $"{own}.{field.Name}" : "", holds: true);
        }

        EffectiveLayer Word(string value, string source, string path, bool holds) => new(value, source, path.Length == 0 ? "" : Place(path), "", null, holds);

        string Place(string path) => present.Plan.Plan.Places.Find(path) is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}") : "";

        DateTimeOffset Ends(Layer layer)
        {
            var now = runtime.Time.GetTimestamp();
            return runtime.Time.GetUtcNow() + runtime.Time.GetElapsedTime(now, layer.Until);
        }
    }

    private static Layer[] Laid(HoldfastRuntime runtime, SliceContext present)
    {
        var now = runtime.Time.GetTimestamp();
        return [.. runtime.Slices.OfType<ILayerSlice>().SelectMany(slice => slice.Laid(present)).Where(layer => now < layer.Until).DistinctBy(static layer => layer.Rule)];
    }
}
