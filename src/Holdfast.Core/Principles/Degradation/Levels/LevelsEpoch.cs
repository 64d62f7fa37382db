using Holdfast.Core.Layers;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>The time between two changes of any degradation plan: all of them as they stand. Immutable.</summary>
/// <param name="Faults">Steps that are not carried out.</param>
internal sealed record LevelsEpoch(IReadOnlyList<LevelsModel> Models, IReadOnlyDictionary<string, LevelStanding> Standings, IReadOnlyList<LayerFault> Faults)
{
    public static LevelsEpoch None { get; } = new([], new Dictionary<string, LevelStanding>(), []);

    /// <summary>How it was when each was entered last.</summary>
    public IReadOnlyDictionary<string, LevelBaseline> Baselines { get; init; } = new Dictionary<string, LevelBaseline>();

    public LevelBaseline BaselineOf(string name) => Baselines.TryGetValue(name, out var baseline) ? baseline : LevelBaseline.None;

    /// <summary>Null: the live revision has none of this name.</summary>
    public LevelsModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    public LevelStanding Of(string name) => Standings.TryGetValue(name, out var standing) ? standing : LevelStanding.Out;

    /// <summary>Why a step is not carried out; null: it is, or need not be.</summary>
    public string? FaultOf(string rule) => Faults.FirstOrDefault(fault => fault.Rule == rule)?.Why;
}
