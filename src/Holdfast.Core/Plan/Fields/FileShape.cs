using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A file, relative to the file of the plan that names it; absolute once read. Whether it is there is the business of who opens it.</summary>
internal sealed class FileShape : ScalarShape<string>
{
    public override string Title => "file";

    protected override string Hint => "the path of a file, relative to this file of the plan";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out string? value)
    {
        if (!base.TryRead(node, path, reading, out value))
            return false;
        var folder = Path.GetDirectoryName(reading.Files.Absolute(node.Place.File)) ?? "/";
        value = reading.Files.Absolute(Path.Combine(folder, value!));
        reading.Refer(value);
        return true;
    }

    public override ScalarFault? Parse(string text, out string? value)
    {
        value = text;
        return text.Length is > 0 and <= 4096 && !text.Contains('\0') ? null : Malformed(text);
    }

    public override string Write(string value) => value;

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };
}
