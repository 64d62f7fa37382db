using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Words;

/// <summary>What is being compared, in the words of an operator.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Thing">The named thing it belongs to: <c>service accounts</c>.</param>
/// <param name="What">Which part of that thing: <c>health.eject.for</c>.</param>
internal sealed record PlanSubject(string Path, string Thing, string What)
{
    public static readonly PlanSubject Plan = new("", "", "");

    public PlanSubject Field(Field field) =>
        this with { Path = Below(Path, field.Name), What = Below(What, field.Subject ?? field.Name) };

    /// <summary>A named thing: <c>interface register</c>, and within a thing <c>service accounts, version v7</c>.</summary>
    public PlanSubject Named(string noun, string name) =>
        new(Below(Path, name), Thing.Length == 0 ? $"{noun} {name}" : $"{Thing}, {noun} {name}", "");

    /// <summary>One of a list: <c>node http://10.0.0.1:5000</c>.</summary>
    public PlanSubject Item(string noun, string identity) =>
        this with { Path = $"{Path}[{identity}]", What = $"{noun} {identity}" };

    private static string Below(string above, string name)
    {
        if (above.Length == 0)
            return name;
        // A node is known by its address, which would run into the name of its field.
        return above.Contains(' ') ? $"{above} {name}" : $"{above}.{name}";
    }
}
