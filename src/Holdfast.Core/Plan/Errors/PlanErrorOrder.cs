namespace Holdfast.Core.Plan;

/// <summary>By place, as one reads a file; the same error of the same value is one error, though an alias brings it up twice.</summary>
internal sealed class PlanErrorOrder : IComparer<PlanError>
{
    public static readonly PlanErrorOrder Instance = new();

    public int Compare(PlanError? x, PlanError? y)
    {
        var byPlace = x!.Place.CompareTo(y!.Place);
        if (byPlace != 0)
            return byPlace;
        var byId = string.CompareOrdinal(x.Id, y.Id);
        if (byId != 0)
            return byId;
        var byPath = string.CompareOrdinal(x.Path, y.Path);
        return byPath != 0 ? byPath : string.CompareOrdinal(x.Message, y.Message);
    }
}
