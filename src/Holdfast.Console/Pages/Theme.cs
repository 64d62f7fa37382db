namespace Holdfast.WebConsole.Pages;

/// <summary>Light, dark, or as the browser has it.</summary>
public static class Theme
{
    public const string Auto = "auto";

    public static IReadOnlyList<string> All { get; } = [Auto, "light", "dark"];

    public static string Of(string? name) => All.FirstOrDefault(one => one == name) ?? Auto;
}
