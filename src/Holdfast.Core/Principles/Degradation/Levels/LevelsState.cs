using Holdfast.Core.Layers;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>The degradation plans of the live revision and how they stand, across revisions.</summary>
/// <param name="slices">Those that carry steps out.</param>
/// <param name="readings">Where conditions look things up; null: nowhere.</param>
internal sealed class LevelsState(IReadOnlyList<ILayerSlice> slices, ReadingDesk? readings)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, IReadOnlySet<ulong>> NoUsers = [];

    private readonly Lock _gate = new();
    private LevelsEpoch _epoch = LevelsEpoch.None;
    private SliceContext? _live;

    /// <summary>How all of them stand.</summary>
    public LevelsEpoch Epoch => Volatile.Read(ref _epoch);

    /// <summary>A revision goes live: what is entered goes on by its steps.</summary>
    public void Follow(IEnumerable<LevelsPlan> plans, SliceContext context)
    {
        lock (_gate)
        {
            var before = _epoch;
            _live = context;
            IReadOnlyList<LevelsModel> models = [.. plans.Select((plan, place) => LevelsModel.Of(plan, place, context.State.Time.TimestampFrequency).After(before.Models))];
            var standings = models.ToDictionary(static model => model.Name, model => Fit(before.Of(model.Name), before.Find(model.Name), model), StringComparer.Ordinal);
            foreach (var (name, standing) in before.Standings.Where(one => one.Value.Level > 0 && !standings.ContainsKey(one.Key)))
                LevelsSignals.Lost(context.Signals, name, standing);
            // Nothing to lay, and nothing that was laid.
            if (models.Count == 0 && before.Models.Count == 0) return;
            Lay(before with { Models = models, Standings = standings }, context);
        }
    }

    /// <summary>Something happens to one of them.</summary>
    public (LevelStanding Before, LevelStanding After, LevelEffect Effect) Handle(LevelsModel model, LevelEvent what, SliceContext context)
    {
        lock (_gate)
        {
            // Whoever was on the way under the revision before has its word counted under the live one: laid there, by its steps and times.
            context = _live ?? context;
            if (_epoch.Find(model.Name) is not { } live) return (LevelStanding.Out, LevelStanding.Out, LevelEffect.None);
            model = live;
            var before = _epoch.Of(model.Name);
            var (after, effect) = LevelMachine.Next(before, what, model.Spec, context.State.Time.GetTimestamp());
            if (ReferenceEquals(before, after)) return (before, after, effect);
            var epoch = _epoch with { Standings = new Dictionary<string, LevelStanding>(_epoch.Standings, StringComparer.Ordinal) { [model.Name] = after } };
            if (effect == LevelEffect.Entered && before.Level == 0) epoch = epoch with { Baselines = Begun(epoch, model, after, context) };
            if (effect == LevelEffect.None) Volatile.Write(ref _epoch, epoch);
            else Lay(epoch, context);
            return (before, after, effect);
        }
    }

    /// <summary>While levels come back one after the other: nodes that were drained for one of them are put back when its turn comes. Calls look at the clock for all else.</summary>
    public void StepDown(SliceContext context)
    {
        lock (_gate)
        {
            var now = context.State.Time.GetTimestamp();
            if (_epoch.Models.Any(model => model.Spec.StepDown > 0 && _epoch.Of(model.Name).IsFading(now))) Lay(_epoch, _live ?? context);
        }
    }

    /// <summary>Steps that lie where calls find them.</summary>
    public ISet<string> Laid(SliceContext context) => slices.SelectMany(slice => slice.Laid(context)).Select(static layer => layer.Rule).ToHashSet(StringComparer.Ordinal);

    /// <summary>What a condition looks at, now.</summary>
    public double? Read(ReadingKind kind, string subject, SliceContext context) => readings?.Read(kind, subject, context);

    /// <summary>Who has called each interface lately.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<ulong>> Users => readings?.Users?.Now ?? NoUsers;

    private Dictionary<string, LevelBaseline> Begun(LevelsEpoch epoch, LevelsModel model, LevelStanding after, SliceContext context)
    {
        // Entered long ago, in another process: what was before is not known.
        var isFresh = after.Order.Since is not { } since || context.State.Time.GetUtcNow() - since < FreshFor;
        return new(epoch.Baselines, StringComparer.Ordinal) { [model.Name] = LevelsGain.Begin(model, this, context, isFresh) };
    }

    private static LevelStanding Fit(LevelStanding standing, LevelsModel? before, LevelsModel model)
    {
        if (before is not null) standing = standing with { Watch = standing.Watch.Under(before.Plan, model.Plan) };
        return standing.Level > model.Plan.Highest ? standing with { Level = model.Plan.Highest, Ends = standing.FadesFrom + model.Spec.FadeTime(model.Plan.Highest) } : standing;
    }

    private void Lay(LevelsEpoch epoch, SliceContext context)
    {
        var layers = LevelLayers.Of(epoch.Models.Select(model => (model, epoch.Of(model.Name))), context.State.Time.GetTimestamp());
        var faults = slices.SelectMany(slice => slice.Lay([.. layers.Where(layer => slice.Takes(layer.Kind))], context)).ToArray();
        Volatile.Write(ref _epoch, epoch with { Faults = faults });
    }
}
