namespace Holdfast.Core.Plan.Fields;

/// <summary>The way from the root of a plan to a value: <c>services.accounts.versions.v7.nodes[1].url</c>.</summary>
public sealed class PlanPath
{
    public static readonly PlanPath Root = new(null, null, -1);

    private PlanPath(PlanPath? parent, string? name, int index) => (Parent, Name, Index) = (parent, name, index);

    public PlanPath? Parent { get; }

    /// <summary>The key; null for an item of a list, and for the root.</summary>
    public string? Name { get; }

    /// <summary>The position in a list, from 0; negative for a key.</summary>
    public int Index { get; }

    public static PlanPath Of(params ReadOnlySpan<string> names)
    {
        var path = Root;
        foreach (var name in names)
            path = path.Key(name);
        return path;
    }

    public PlanPath Key(string name) => new(this, name, -1);

    public PlanPath Item(int index) => new(this, null, index);

    public override string ToString()
    {
        if (Parent is null)
            return "";
        if (Name is null)
            return $"{Parent}[{Index}]";
        var name = Printable.Of(Name);
        return Parent.Parent is null ? name : $"{Parent}.{name}";
    }
}
