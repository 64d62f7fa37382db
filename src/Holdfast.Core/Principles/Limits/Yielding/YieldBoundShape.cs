using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary><c>100/s</c> or <c>50 in flight</c>.</summary>
internal sealed class YieldBoundShape : ScalarShape<YieldBound>
{
    private const string Suffix = " in flight";

    private static readonly ScalarShape<Rate> Rates = (ScalarShape<Rate>)Shapes.Rate;

    public override string Title => "rate or number of calls in flight";

    public override string Unit => $"{Rates.Unit}, or in flight";

    public override string Bounds => $"{Rates.Bounds}, or 1 to 1,000,000 in flight";

    protected override string Hint => "a rate such as 100/s, or a number such as '50 in flight'";

    public override ScalarFault? Parse(string text, out YieldBound value)
    {
        value = default;
        if (text.Contains('/', StringComparison.Ordinal))
        {
            var fault = Rates.Parse(text, out var rate);
            value = new YieldBound(rate, 0);
            return fault;
        }

        if (!text.EndsWith(Suffix, StringComparison.Ordinal) || !char.IsAsciiDigit(text[0])) return Malformed(text);
        var wrong = ((ScalarShape<int>)LimitFields.AtOnce).Parse(text[..^Suffix.Length], out var count);
        value = new YieldBound(null, count);
        return wrong;
    }

    public override string Write(YieldBound value) => value.Rate is { } rate
        ? Rates.Write(rate)
        : string.Create(CultureInfo.InvariantCulture, $"{value.InFlight}{Suffix}");

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(Rates.Schema(), new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+ in flight$" }),
    };
}
