using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>The wide table with some of its items.</summary>
internal static class Wide
{
    public static WideTable Table() => new(new TableOptions<WideTable>(InMemoryDynamoDb.NewClient()).ForTenant("north-western-freight"));

    public static TableReport Report(WideTable db) => new TableReport(db) { Title = "Everything that the North Western Freight Company keeps in its one table" }
        .AddPattern("Parcels of a shipment above a weight, heaviest first", db.Parcels.Where(p => p.Shipment == 7 && p.WeightInGrams > 500).OrderByDescending(p => p.WeightInGrams))
        .AddPattern("What a carrier brings to a region", db.Shipments.UsingIndex("ByRegion").Where(s => s.Region == "Nordrhein-Westfalen" && s.Carrier == "DonaudampfschifffahrtsgesellschaftMbH"))
        .AddPattern("All countries, whatever it costs", db.Countries.AllowScan())
        .AddPattern("Shipments that are promised for a day", db.Shipments.Where(s => s.Status == ShipmentStatus.UnderWay && s.Promised == new DateOnly(2026, 5, 1)).Select(s => new { s.Destination, s.WeightInKilograms }))
        .AddPattern("Countries by a name that none has", db.Countries.Where(c => c.Code == "DE" && c.Code == "FR"))
        .AddSamples(
            new Shipment
            {
                Number = 7, Status = ShipmentStatus.UnderWay, Promised = new DateOnly(2026, 5, 1), Destination = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
                Region = "Nordrhein-Westfalen", Carrier = "DonaudampfschifffahrtsgesellschaftMbH", TrackingNumberOfTheCarrier = new string('9', 300), WeightInKilograms = 1234567.89m,
                IsInsured = true, Instructions = ["Ring twice", "Leave at the <b>back</b> door"], Charges = new() { ["freight"] = 120.50m, ["customs"] = 12m }, Labels = ["fragile", "cold"],
                Remarks = "Line one\nLine two", Signature = [1, 2, 3],
            },
            new Parcel { Shipment = 7, Number = 1, WeightInGrams = 740, Content = "Cheese" },
            new Parcel { Shipment = 7, Number = 2, WeightInGrams = 12_300, Content = "שלום, a text of two directions", ForgottenAt = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new Van { Plate = "K-NW 1", HasLift = true },
            new RefrigeratedArticulatedTruckWithTrailer { Plate = "K-NW 2", LowestTemperature = -22.5, Axles = 5 });
}
