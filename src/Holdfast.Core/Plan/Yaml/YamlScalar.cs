namespace Holdfast.Core.Plan.Yaml;

/// <summary>A single value. All scalars are text here; a field's shape says what the text must be.</summary>
public sealed class YamlScalar(Place place, string text, bool plain, bool broken = false) : YamlNode(place)
{
    public string Text { get; } = text;

    /// <summary>Written without quotes.</summary>
    public bool Plain { get; } = plain;

    public override string Kind => "a single value";

    /// <summary>Written as nothing at all, or as YAML's null.</summary>
    internal bool IsMissing => Plain && !IsBroken && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A substitution in it failed and is among the findings; what its text would mean is not.</summary>
    internal bool IsBroken { get; } = broken;

    internal override long Size => 1;

    internal override int Height => 0;
}
