namespace Holdfast.Core.Plan.Yaml;

/// <summary>A key and what stands under it.</summary>
public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
