namespace Shop.Coupons;

/// <param name="ValueCents">What it takes off an order.</param>
internal sealed record Coupon(string Id, string User, string Campaign, int ValueCents, DateTimeOffset IssuedAt);
