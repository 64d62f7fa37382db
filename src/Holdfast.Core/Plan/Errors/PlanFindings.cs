using Holdfast.Core.Errors;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>The errors of one run, as they are found. Keeps the first hundred by place and counts the rest, so that memory stays bounded.</summary>
public sealed class PlanFindings
{
    private const int SentenceMax = 500;

    private readonly SortedSet<PlanError> _first = new(PlanErrorOrder.Instance);

    /// <summary>The whole plan, once its files are laid together: where a rule finds the place of a value.</summary>
    internal YamlMap? Root { get; set; }

    /// <summary>How many were found, shown or not.</summary>
    public int Total { get; private set; }

    /// <summary>The first <see cref="PlanLimits.ErrorsShownMax"/> by place.</summary>
    public IReadOnlyList<PlanError> Errors => [.. _first];

    /// <summary>A rule broken by the value at <paramref name="path"/>; its place is looked up, or that of the nearest section above it.</summary>
    /// <param name="related">The other value, where two are at odds.</param>
    public void Add(KnownError known, PlanPath path, string message, string advice, PlanPath? related = null) =>
        AddAt(known, PlaceOf(path), path, TextAt(path), message, advice, related is null ? null : PlaceOf(related));

    public void AddAt(
        KnownError known, Place place, PlanPath path, string text, string message, string advice, Place? related = null)
    {
        var error = new PlanError
        {
            Known = known,
            Place = place,
            Path = path.ToString(),
            Text = Printable.Of(text),
            Message = Printable.Of(message, SentenceMax),
            Advice = Printable.Of(advice, SentenceMax),
            Related = related,
        };
        if (!_first.Add(error))
            return;
        Total++;
        if (_first.Count > PlanLimits.ErrorsShownMax)
            _first.Remove(_first.Max!);
    }

    /// <summary>Whether the text has something at this path, good or bad. A rule asks before it calls a name unknown.</summary>
    public bool IsWritten(PlanPath path) => Find(path, out var exact) is not null && exact;

    /// <summary>How many entries a list or a section such as <c>interfaces</c> has, good or bad.</summary>
    public int CountWritten(PlanPath path)
    {
        var found = Find(path, out var exact);
        return !exact ? 0 : found?.Value switch
        {
            YamlMap map => map.Entries.Count,
            YamlList list => list.Items.Count,
            _ => 0,
        };
    }

    /// <summary>' Did you mean x?', or nothing. Past the first hundred errors nobody reads it, and it is no longer worked out.</summary>
    public string DidYouMean(string written, IEnumerable<string> candidates) =>
        Total < PlanLimits.ErrorsShownMax && Nearest.Find(written, candidates) is { } nearest
            ? $"Did you mean '{nearest}'? "
            : "";

    /// <summary>The first single value below a path for which something holds.</summary>
    /// <param name="holds">Asked with the key it stands under (empty in a list's items) and its text.</param>
    /// <param name="without">A key of the path's own that is passed over.</param>
    internal PlanPath? FindBelow(PlanPath path, Func<string, string, bool> holds, string without) =>
        Find(path, out var exact) is { Value: YamlMap map } && exact ? FindIn(map, path, holds, without) : null;

    private static PlanPath? FindIn(YamlNode node, PlanPath path, Func<string, string, bool> holds, string without = "")
    {
        switch (node)
        {
            case YamlScalar scalar:
                return holds(path.Name ?? "", scalar.Text) ? path : null;
            case YamlMap map:
                return map.Entries.Where(entry => entry.Key.Text != without)
                    .Select(entry => FindIn(entry.Value, path.Key(entry.Key.Text), holds)).FirstOrDefault(static found => found is not null);
            case YamlList list:
                return list.Items.Select((item, index) => FindIn(item, path.Item(index), holds)).FirstOrDefault(static found => found is not null);
            default:
                return null;
        }
    }

    private Place PlaceOf(PlanPath path)
    {
        if (Find(path, out _) is not { } found)
            return Root?.Place ?? new Place("", 0, 0);
        return found.Value is YamlScalar scalar ? scalar.Place : found.Key?.Place ?? found.Value.Place;
    }

    private string TextAt(PlanPath path) =>
        Find(path, out var exact) is { Value: YamlScalar scalar } && exact ? scalar.Text : "";

    private (YamlScalar? Key, YamlNode Value)? Find(PlanPath path, out bool exact)
    {
        exact = true;
        if (Root is null)
            return null;
        if (path.Parent is null)
            return (null, Root);
        var above = Find(path.Parent, out exact);
        if (!exact)
            return above;
        switch (above!.Value.Value)
        {
            case YamlMap map when path.Name is { } name && map.TryFind(name, out var entry):
                return (entry.Key, entry.Value);
            case YamlList list when path.Name is null && path.Index < list.Items.Count:
                return (null, list.Items[path.Index]);
            default:
                exact = false;
                return above;
        }
    }
}
