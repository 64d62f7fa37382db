namespace Shop.Load;

/// <summary>A call, and when it comes, counted from the start of the load.</summary>
public readonly record struct Arrival(TimeSpan At, ShopCall Call);
