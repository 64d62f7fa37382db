using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

internal sealed class StatusRangesShape : ScalarShape<StatusRanges>
{
    public override string Title => "statuses";

    public override string Bounds => "100 to 599";

    protected override string Hint => "statuses such as 200-299,401";

    public override ScalarFault? Parse(string text, out StatusRanges? value)
    {
        value = text.Length <= 256 ? StatusRanges.TryParse(text) : null;
        return value is null ? Malformed(text) : null;
    }

    public override string Write(StatusRanges value) => value.Text;

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 100, ["maximum"] = 599 },
            OrVariable(new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9, -]+$" })),
    };
}
