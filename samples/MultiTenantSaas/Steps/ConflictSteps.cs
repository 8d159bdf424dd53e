using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

/// <summary>What two people do at once: one of them is refused, and is told why.</summary>
internal static class ConflictSteps
{
    public static async Task RunAsync(Walkthrough show, SaasTable db)
    {
        show.Chapter("Conflicts and unique values", "The model promises both: HasUnique(d => d.Host) and HasVersion(d => d.Version).");
        var shop = await show.StepAsync(
            "A domain, with the guard of its unique host in the same transaction",
            () => db.Domains.CreateAsync(new WebDomain { Host = "shop.acme.com" }),
            d => [$"TransactWriteItems MultiTenantApp  [Put WebDomain pk = TENANT#acme#DOMAIN#{d.Id} sk = #METADATA if not exists] "
                + "[Put unique WebDomain.Host pk = TENANT#acme#UNIQUE#WebDomain.Host#shop.acme.com sk = UNIQUE#shop.acme.com if not another's]"],
            d => d is { Host: "shop.acme.com", Version: 1 },
            Views.Domain);

        await show.RefusalAsync<UniqueViolationException>(
            "Somebody else takes the same host, in other letters",
            () => db.Domains.CreateAsync(new WebDomain { Host = "SHOP.acme.com" }),
            ["TransactWriteItems MultiTenantApp  [Put WebDomain *"],
            e => e is { Constraint: "WebDomain.Host", Property: "Host" });

        var (ada, bob) = (shop, shop);
        ada = await show.StepAsync(
            "Ada and Bob have read the domain; Ada is faster",
            () => db.Domains.UpdateAsync(ada, u => u.Set(d => d.Contact, "ada@acme.com")),
            _ => [$"UpdateItem MultiTenantApp  pk = TENANT#acme#DOMAIN#{shop.Id}  sk = #METADATA  set Contact  add Version  if exists and Version = 1"],
            d => d is { Contact: "ada@acme.com", Version: 2 },
            Views.Domain);

        WebDomain? current = null;
        await show.RefusalAsync<VersionConflictException>(
            "Bob does not overwrite what he has not seen",
            () => db.Domains.UpdateAsync(bob, u => u.Set(d => d.Contact, "bob@acme.com")),
            [$"UpdateItem MultiTenantApp  pk = TENANT#acme#DOMAIN#{shop.Id}  sk = #METADATA  set Contact  add Version  if exists and Version = 1"],
            e => (current = e.Current as WebDomain) == ada && e is { ExpectedVersion: 1, CurrentVersion: 2 });

        await show.StepAsync(
            "The refusal brought the domain as it is: Bob decides again, without another read",
            () => db.Domains.UpdateAsync(current!, u => u.Set(d => d.Contact, $"{current!.Contact}, bob@acme.com")),
            _ => [$"UpdateItem MultiTenantApp  pk = TENANT#acme#DOMAIN#{shop.Id}  sk = #METADATA  set Contact  add Version  if exists and Version = 2"],
            d => d is { Contact: "ada@acme.com, bob@acme.com", Version: 3 },
            Views.Domain);
    }
}
