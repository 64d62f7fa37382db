namespace Holdfast.Control.History;

/// <summary>How far back one looks, and in what steps.</summary>
/// <param name="Name">As it is written in addresses.</param>
/// <param name="Points">How many steps it has.</param>
public sealed record HistoryWindow(string Name, TimeSpan Step, int Points)
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    public static HistoryWindow Minutes { get; } = new("5m", Second, 300);

    public static HistoryWindow Hour { get; } = new("1h", Second, 3_600);

    public static HistoryWindow Day { get; } = new("24h", TenSeconds, 8_640);

    /// <summary>The shortest first.</summary>
    public static IReadOnlyList<HistoryWindow> All { get; } = [Minutes, Hour, Day];

    public static HistoryWindow? Find(string name) => All.FirstOrDefault(window => window.Name == name);
}
