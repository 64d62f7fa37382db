namespace Holdfast.Core.Plan.Yaml;

/// <summary>A value of a plan's text that knows where it stands.</summary>
public abstract class YamlNode(Place place)
{
    public Place Place { get; } = place;

    /// <summary>What it is, in an operator's words.</summary>
    public abstract string Kind { get; }

    /// <summary>How many values it stands for, itself included and aliases spelled out.</summary>
    internal abstract long Size { get; }

    /// <summary>Levels below it, aliases spelled out.</summary>
    internal abstract int Height { get; }
}
