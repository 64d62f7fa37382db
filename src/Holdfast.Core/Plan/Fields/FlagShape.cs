using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

internal sealed class FlagShape : ScalarShape<bool>
{
    public override string Title => "true or false";

    protected override string Hint => "true or false";

    public override ScalarFault? Parse(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false" ? null : Malformed(text);
    }

    public override string Write(bool value) => value ? "true" : "false";

    public override JsonObject Schema() => OrVariable(new JsonObject { ["type"] = "boolean" });
}
