using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>A file, relative to the file of the plan that names it; read with the plan, and followed as the plan's own files are.</summary>
internal sealed class AnswerFileShape : ScalarShape<AnswerFile>
{
    public const int BytesMax = 1024 * 1024;

    public override string Title => "file";

    public override string Bounds => "at most 1MB";

    protected override string Hint => "the path of a file, relative to this file of the plan";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out AnswerFile? value)
    {
        if (!Shapes.File.TryRead(node, path, reading, out var name))
        {
            value = null;
            return false;
        }

        var read = reading.Files.Read(name!, BytesMax);
        value = new AnswerFile(name!, read.Bytes ?? []);
        if (read.Bytes is not null) return true;
        return read.IsTooLarge
            ? reading.Refuse(SubstituteErrors.File, node, path, "The file has more than 1MB", "Give a smaller answer, or have a service give it.")
            : reading.Refuse(SubstituteErrors.File, node, path, $"The file cannot be read: {read.Failure}", "Correct the path, which is relative to this file of the plan.");
    }

    public override ScalarFault? Parse(string text, out AnswerFile? value)
    {
        value = new AnswerFile(text, ReadOnlyMemory<byte>.Empty);
        return text.Length is > 0 and <= 4096 && !text.Contains('\0') ? null : Malformed(text);
    }

    public override string Write(AnswerFile value) => value.Path;

    public override JsonObject Schema() => Shapes.File.Schema();
}
