namespace Shop.Accounts;

internal sealed record Registration(string? Email, string? Name);
