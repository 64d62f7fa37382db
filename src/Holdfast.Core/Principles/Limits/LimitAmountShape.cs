using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits;

/// <summary><c>100/s</c>, a number of calls at once, or <c>none</c> for as many as come.</summary>
internal sealed class LimitAmountShape : ScalarShape<LimitAmount>
{
    private const string Unlimited = "none";

    private static readonly ScalarShape<Rate> Rates = (ScalarShape<Rate>)Shapes.Rate;
    private static readonly ScalarShape<int> Counts = (ScalarShape<int>)LimitFields.AtOnce;

    public override string Title => "rate, number of calls at once, or none";

    public override string Bounds => $"{Rates.Bounds}; {Counts.Bounds}; none";

    protected override string Hint => "a rate such as 100/s, a number of calls at once such as 20, or none";

    public override ScalarFault? Parse(string text, out LimitAmount value)
    {
        value = default;
        if (text == Unlimited) return null;
        if (text.Contains('/', StringComparison.Ordinal))
        {
            var fault = Rates.Parse(text, out var rate);
            value = new LimitAmount(rate, null);
            return fault;
        }

        if (!text.All(char.IsAsciiDigit)) return Malformed(text);
        var wrong = Counts.Parse(text, out var count);
        value = new LimitAmount(null, count);
        return wrong;
    }

    public override string Write(LimitAmount value) => value switch
    {
        { Rate: { } rate } => Rates.Write(rate),
        { Concurrency: { } count } => Counts.Write(count),
        _ => Unlimited,
    };

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(Rates.Schema(), Counts.Schema(), new JsonObject { ["const"] = Unlimited }),
    };
}
