using System.Globalization;
using Shop.Nodes;

namespace Shop.Catalogue;

/// <summary>What the shop sells: made up from nothing but a number, so that every node of every service agrees.</summary>
public static class Goods
{
    public const int ItemsMax = 500;

    private static readonly string[] Colours =
        ["Amber", "Black", "Blue", "Copper", "Green", "Grey", "Ivory", "Red", "Silver", "White"];

    private static readonly string[] Kinds =
        ["Backpack", "Desk lamp", "Headphones", "Kettle", "Keyboard", "Notebook", "Raincoat", "Teapot", "Umbrella", "Watch"];

    internal static IReadOnlyList<Item> All { get; } = [.. Enumerable.Range(0, ItemsMax).Select(Make)];

    /// <param name="number">From 0 up to but not including <see cref="ItemsMax"/>.</param>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:000}");

    internal static Item? Find(string id) =>
        id.StartsWith("i-", StringComparison.Ordinal) &&
        int.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
        number < ItemsMax && IdOf(number) == id
            ? All[number]
            : null;

    private static Item Make(int number)
    {
        var draws = new Draws((ulong)number);
        var kind = Kinds[number % Kinds.Length];
        var colour = Colours[number / Kinds.Length % Colours.Length];
        var series = 1 + number / (Kinds.Length * Colours.Length);
        return new Item(
            IdOf(number),
            string.Create(CultureInfo.InvariantCulture, $"{colour} {kind.ToLowerInvariant()} no. {series}"),
            kind,
            PriceCents: 500 + (int)(draws.Next() * 200) * 50,
            Stock: 1 + (int)(draws.Next() * 200));
    }
}
