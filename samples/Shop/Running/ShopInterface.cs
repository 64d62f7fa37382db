namespace Shop.Running;

/// <summary>One interface of the shop, as the plan of the demo declares it.</summary>
/// <param name="Timeout">As the plan writes it: from the arrival of a request until its answer has begun.</param>
/// <param name="PerTry">As the plan writes it: the part of the timeout that one attempt may take.</param>
/// <param name="Remark">What a reader of the plan should know of it.</param>
public sealed record ShopInterface(
    string Name, string Method, string Path, string Service, string Timeout, string PerTry, string Remark);
