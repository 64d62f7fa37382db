namespace Holdfast.Core.Plan.Yaml;

public sealed class YamlList : YamlNode
{
    internal YamlList(Place place, IReadOnlyList<YamlNode> items)
        : base(place)
    {
        Items = items;
        Size = 1;
        foreach (var item in items)
        {
            Size += item.Size;
            Height = Math.Max(Height, item.Height + 1);
        }
    }

    public IReadOnlyList<YamlNode> Items { get; }

    public override string Kind => "a list";

    internal override long Size { get; }

    internal override int Height { get; }
}
