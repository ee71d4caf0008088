//! What a file can hold, and how its columns may be called.
//!
//! A header is compared folded to its letters and digits, after `Deal - `, `property_` and the like are cut
//! off: `Deal - Owner`, `deal_owner` and `DEALOWNER` are one. Data, not code: a new system adds names here.

use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Positions with their holders: a roster.
    People,
    /// Agent, manager, office: a roster of teams.
    Teams,
    /// Pipelines.
    Pipelines,
    /// Stages of pipelines.
    Stages,
    /// Companies we sell to.
    Accounts,
    /// What is sold.
    Products,
    /// People at companies.
    Contacts,
    /// People and companies not yet qualified.
    Leads,
    /// Possible sales.
    Opportunities,
    /// What was said and done.
    Activities,
}

/// One of our fields, and the folded headers that mean it, best first.
#[derive(Clone, Copy, Debug)]
pub struct FieldNames {
    /// Ours.
    pub field: &'static str,
    /// Theirs, folded.
    pub theirs: &'static [&'static str],
}

/// How a kind is known: every group has a column that is there.
#[derive(Clone, Copy, Debug)]
pub struct KindNames {
    /// The kind.
    pub kind: Kind,
    /// Each group needs one of its fields.
    pub needs: &'static [&'static [&'static str]],
    /// Its fields.
    pub fields: &'static [FieldNames],
    /// Headers, folded, that mean it is another kind.
    pub never: &'static [&'static str],
    /// What exporters put before its headers.
    pub prefix: &'static str,
}

const fn f(field: &'static str, theirs: &'static [&'static str]) -> FieldNames {
    FieldNames { field, theirs }
}

impl Kind {
    /// Every kind, in the order in which files are taken: who is named must be there first.
    pub const ALL: [Kind; 10] = [
        Kind::People,
        Kind::Teams,
        Kind::Pipelines,
        Kind::Stages,
        Kind::Accounts,
        Kind::Products,
        Kind::Contacts,
        Kind::Leads,
        Kind::Opportunities,
        Kind::Activities,
    ];
    /// As in `--kind` and mapping files.
    pub fn key(self) -> &'static str {
        match self {
            Kind::People => "people",
            Kind::Teams => "teams",
            Kind::Pipelines => "pipelines",
            Kind::Stages => "stages",
            Kind::Accounts => "accounts",
            Kind::Products => "products",
            Kind::Contacts => "contacts",
            Kind::Leads => "leads",
            Kind::Opportunities => "opportunities",
            Kind::Activities => "activities",
        }
    }
    /// The kind of that key.
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.key() == key)
    }
    /// Its names.
    pub fn names(self) -> &'static KindNames {
        match self {
            Kind::People => &PEOPLE,
            Kind::Teams => &TEAMS,
            Kind::Pipelines => &PIPELINES,
            Kind::Stages => &STAGES,
            Kind::Accounts => &ACCOUNTS,
            Kind::Products => &PRODUCTS,
            Kind::Contacts => &CONTACTS,
            Kind::Leads => &LEADS,
            Kind::Opportunities => &OPPORTUNITIES,
            Kind::Activities => &ACTIVITIES,
        }
    }
}

static PEOPLE: KindNames = KindNames {
    kind: Kind::People,
    needs: &[
        &["manager", "position", "is_active", "title", "unit", "user_name"],
        &["name", "email", "first_name", "id", "person"],
    ],
    fields: &[
        f(
            "id",
            &["id", "userid", "employeeid", "ownerid", "personid", "nodeid", "positionid", "postref", "employeenumber"],
        ),
        f("person", &["person", "personkey", "persongroup"]),
        f("name", &["name", "fullname", "employeename", "person"]),
        f("first_name", &["firstname", "givenname", "fornavn"]),
        f("last_name", &["lastname", "surname", "familyname", "etternavn"]),
        f("email", &["email", "emailaddress", "workemail", "epost", "mail"]),
        f("title", &["title", "jobtitle", "position", "role", "stilling", "tittel"]),
        f("unit", &["unit", "department", "team", "division", "avdeling", "enhet"]),
        f(
            "manager",
            &["manager", "managerid", "reportsto", "reportstoid", "manageremail", "managername", "supervisor", "leder"],
        ),
        f("starts_on", &["startdate", "startson", "hiredate", "validfrom", "from", "startdato"]),
        f("ends_on", &["enddate", "endson", "terminationdate", "validto", "sluttdato"]),
        f("location", &["location", "office", "city", "sted"]),
        f("user_name", &["username", "alias", "communitynickname", "activeuserid", "portalid"]),
        f("is_active", &["isactive"]),
        f("external_role", &["userroleid", "profileid", "roleid"]),
    ],
    never: &[
        "accountid",
        "accountname",
        "company",
        "companyname",
        "stagename",
        "dealname",
        "mailingcity",
        "lifecyclestage",
        "stageid",
    ],
    prefix: "user",
};

static TEAMS: KindNames = KindNames {
    kind: Kind::Teams,
    needs: &[&["agent"], &["manager"], &["office"]],
    fields: &[
        f("agent", &["salesagent", "agent", "salesrep", "rep", "seller"]),
        f("manager", &["manager", "salesmanager"]),
        f("office", &["regionaloffice", "office", "region", "team"]),
    ],
    never: &[],
    prefix: "",
};

static PIPELINES: KindNames = KindNames {
    kind: Kind::Pipelines,
    needs: &[&["id"], &["name"]],
    fields: &[f("id", &["pipelineid"]), f("name", &["label", "pipelinename"]), f("place", &["displayorder"])],
    never: &["stageid", "dealid", "ticketid"],
    prefix: "",
};

static STAGES: KindNames = KindNames {
    kind: Kind::Stages,
    needs: &[&["id"], &["pipeline"], &["name"]],
    fields: &[
        f("id", &["stageid"]),
        f("name", &["label", "stagename"]),
        f("pipeline", &["pipelineid"]),
        f("place", &["displayorder"]),
        f("probability", &["probability"]),
        f("is_won", &["closedwon", "iswon"]),
        f("is_closed", &["isclosed"]),
    ],
    never: &["dealid", "ticketid"],
    prefix: "",
};

static ACCOUNTS: KindNames = KindNames {
    kind: Kind::Accounts,
    needs: &[
        &["name"],
        &[
            "industry",
            "website",
            "employees",
            "revenue",
            "city",
            "parent",
            "phone",
            "street",
            "owner",
            "country",
            "tier",
        ],
    ],
    fields: &[
        f("id", &["id", "accountid", "recordid", "organizationid", "companyid"]),
        f(
            "name",
            &["accountname", "account", "companyname", "company", "name", "organizationname", "firma", "selskap"],
        ),
        f("parent", &["parentid", "parentaccount", "parentaccountid", "subsidiaryof", "parent", "parentcompany"]),
        f("industry", &["industry", "sector", "vertical", "bransje"]),
        f("website", &["website", "websiteurl", "companydomainname", "domain", "nettsted"]),
        f("phone", &["phone", "phonenumber", "telefon"]),
        f("street", &["billingstreet", "streetaddress", "street", "address", "adresse"]),
        f("city", &["billingcity", "city", "poststed", "by"]),
        f("region", &["billingstate", "billingstateprovince", "stateregion", "state", "region", "fylke"]),
        f("postal_code", &["billingpostalcode", "billingzippostalcode", "postalcode", "zip", "postnummer"]),
        f("country", &["billingcountry", "country", "countryregion", "officelocation", "land"]),
        f("employees", &["numberofemployees", "employees", "ansatte"]),
        f("revenue", &["annualrevenue", "revenue", "omsetning"]),
        f("founded_year", &["yearstarted", "yearestablished", "foundedyear"]),
        f("tier", &["tier", "segment"]),
        f("description", &["description"]),
        f("owner", &["ownerid", "accountowner", "companyowner", "owner", "hubspotownerid", "eier"]),
        f("created_on", &["createddate", "createdate", "organizationcreated", "createdon"]),
        f("is_deleted", &["isdeleted"]),
    ],
    never: &["stagename", "dealstage", "stage", "closedate", "lastname", "firstname", "managerid", "subject"],
    prefix: "organization",
};

static PRODUCTS: KindNames = KindNames {
    kind: Kind::Products,
    needs: &[&["name"], &["line", "price", "code"]],
    fields: &[
        f("id", &["id", "productid", "recordid"]),
        f("name", &["product", "productname", "name"]),
        f("code", &["productcode", "sku", "code"]),
        f("line", &["series", "family", "productline", "productfamily"]),
        f("price", &["salesprice", "unitprice", "price", "listprice", "pris"]),
        f("description", &["description", "productdescription"]),
        f("is_active", &["isactive", "active"]),
        f("is_deleted", &["isdeleted"]),
    ],
    never: &["stagename", "dealstage", "opportunityid", "accountid", "lastname", "email", "quantity", "closedate"],
    prefix: "product",
};

/// What other products call whether somebody may be written to,
const CONSENT_EMAIL: &[&str] = &[
    "consentemail",
    "consenttoemails",
    "emailconsent",
    "hasoptedoutofemail",
    "emailoptout",
    "unsubscribedfromallemail",
    "hsemailoptout",
    "marketingstatus",
    "samtykketilepost",
    "邮件同意",
];
/// and called.
const CONSENT_PHONE: &[&str] =
    &["consentphone", "consenttocalls", "phoneconsent", "donotcall", "samtykketilanrop", "电话同意"];

static CONTACTS: KindNames = KindNames {
    kind: Kind::Contacts,
    needs: &[&["last_name", "name", "first_name"], &["email", "account", "account_name", "phone"]],
    fields: &[
        f("id", &["id", "contactid", "recordid", "personid"]),
        f("name", &["name", "contactname", "fullname", "personname"]),
        f("first_name", &["firstname", "fornavn"]),
        f("last_name", &["lastname", "etternavn"]),
        f("email", &["email", "emailwork", "emailaddress", "epost"]),
        f("phone", &["phone", "phonework", "phonenumber", "telefon"]),
        f("mobile", &["mobilephone", "mobile", "phonemobile", "mobilephonenumber"]),
        f("title", &["title", "jobtitle", "tittel"]),
        f("account", &["accountid", "associatedcompanyids", "organizationid"]),
        f("account_name", &["accountname", "companyname", "company", "organization", "associatedcompany"]),
        f("consent_email", CONSENT_EMAIL),
        f("consent_phone", CONSENT_PHONE),
        f("buying_role", &["buyingrole"]),
        f("owner", &["ownerid", "contactowner", "owner", "hubspotownerid"]),
        f("description", &["description"]),
        f("created_on", &["createddate", "createdate", "createdon"]),
        f("is_deleted", &["isdeleted"]),
    ],
    never: &["stagename", "dealstage", "closedate", "managerid", "username", "leadstatus", "isconverted", "subject"],
    prefix: "person",
};

static LEADS: KindNames = KindNames {
    kind: Kind::Leads,
    needs: &[
        &["status", "source", "landing_page", "is_converted"],
        &["last_name", "name", "first_name", "company", "email", "landing_page"],
    ],
    fields: &[
        f("id", &["leadid", "mqlid", "prospectid", "id", "recordid"]),
        f("name", &["leadname", "name", "fullname"]),
        f("first_name", &["firstname", "fornavn"]),
        f("last_name", &["lastname", "etternavn"]),
        f("title", &["title", "jobtitle", "tittel"]),
        f("company", &["company", "companyaccount", "companyname", "organization", "firma", "selskap"]),
        f("email", &["email", "emailaddress", "epost"]),
        f("phone", &["phone", "phonenumber", "mobilephone", "telefon"]),
        f("consent_email", CONSENT_EMAIL),
        f("consent_phone", CONSENT_PHONE),
        f("website", &["website", "websiteurl"]),
        f("street", &["street", "streetaddress", "adresse"]),
        f("city", &["city", "poststed"]),
        f("region", &["state", "stateregion", "stateprovince", "region", "fylke"]),
        f("postal_code", &["postalcode", "zippostalcode", "zip", "postnummer"]),
        f("country", &["country", "countryregion", "land"]),
        f("industry", &["industry", "bransje"]),
        f("employees", &["numberofemployees", "noofemployees", "employees", "ansatte"]),
        f("source", &["leadsource", "source", "origin", "originalsource", "leadorigin", "kilde"]),
        f("campaign", &["campaign", "kampanje"]),
        f("landing_page", &["landingpageid", "landingpage"]),
        f("status", &["leadstatus", "status"]),
        f("is_converted", &["isconverted", "converted"]),
        f("converted_on", &["converteddate"]),
        f("opportunity", &["convertedopportunityid"]),
        f("owner", &["ownerid", "leadowner", "owner"]),
        f("description", &["description"]),
        f("created_on", &["firstcontactdate", "createddate", "createdate", "createdon"]),
        f("is_deleted", &["isdeleted"]),
    ],
    never: &["stagename", "dealstage", "closedate", "managerid", "username", "accountid", "wondate"],
    prefix: "lead",
};

static OPPORTUNITIES: KindNames = KindNames {
    kind: Kind::Opportunities,
    needs: &[&["stage", "stage_id", "close_on"], &["amount", "owner", "account", "account_name"]],
    fields: &[
        f("id", &["opportunityid", "dealid", "id", "recordid"]),
        f("name", &["opportunityname", "dealname", "title", "name"]),
        f("account", &["accountid", "associatedcompanyids", "organizationid"]),
        f("account_name", &["accountname", "account", "associatedcompany", "organization", "company", "companyname"]),
        f("contact", &["contactid", "associatedcontactids", "contactpersonid"]),
        f("product", &["product", "productname"]),
        f("pipeline", &["pipeline", "dealpipelineid", "pipelineid"]),
        f("stage", &["stagename", "dealstage", "stage"]),
        f("stage_id", &["dealpipelinestageid", "stageid"]),
        f("status", &["status"]),
        f("amount", &["amount", "closevalue", "value", "dealvalue", "amountcurrency"]),
        f("currency", &["currencyisocode", "currencyofvalue", "currency"]),
        f("probability", &["probability"]),
        f("created_on", &["createddate", "createdate", "engagedate", "dealcreated", "createdon"]),
        f("close_on", &["closedate", "closeon", "expectedclosedate", "closingdate"]),
        f("closed_on", &["dealclosedon", "wontime", "wondate"]),
        f("lost_on", &["losttime"]),
        f(
            "owner",
            &["ownerid", "opportunityowner", "dealowner", "owner", "salesagent", "salesrep", "hubspotownerid", "srid"],
        ),
        f("lead", &["leadid", "mqlid"]),
        f("passed_by", &["sdrid", "sdr"]),
        f("reason", &["lostreason", "closedlostreason", "closedwonreason", "reason"]),
        f("competitor", &["competitor", "maincompetitors", "maincompetitorc"]),
        f("source", &["leadsource", "sourcechannel", "originalsource", "source"]),
        f("type", &["type", "dealtype"]),
        f("next_step", &["nextstep"]),
        f("next_step_on", &["nextactivitydate"]),
        f("description", &["description", "dealdescription"]),
        f("is_deleted", &["isdeleted"]),
    ],
    never: &["managerid", "lastname", "subject", "leadstatus", "mergeddealid", "displayorder", "previousstage"],
    prefix: "deal",
};

static ACTIVITIES: KindNames = KindNames {
    kind: Kind::Activities,
    needs: &[
        &["kind", "subject", "body"],
        &["happened_at", "due_on"],
        &["record", "account", "contact", "lead", "opportunity", "email"],
    ],
    fields: &[
        f("id", &["activityid", "taskid", "eventid", "engagementid", "id", "recordid"]),
        f("kind", &["activitytype", "activitykind", "tasksubtype", "engagementtype", "kind", "type", "aktivitetstype"]),
        f("subject", &["subject", "activitysubject", "tasktitle", "title", "emne"]),
        f("body", &["description", "fullcomments", "comments", "body", "notes", "note", "beskrivelse"]),
        f("direction", &["direction", "calltype", "retning"]),
        f("outcome", &["outcome", "calloutcome", "callresult", "result", "resultat"]),
        f(
            "happened_at",
            &[
                "happenedat",
                "activitydate",
                "completeddatetime",
                "startdatetime",
                "starttime",
                "timestamp",
                "date",
                "dato",
            ],
        ),
        f("due_on", &["duedate", "dueon", "frist"]),
        f("minutes", &["minutes", "durationinminutes", "duration", "minutter"]),
        f("status", &["status", "taskstatus", "done", "iscompleted"]),
        f("owner", &["ownerid", "assignedto", "assigned", "assignedtouser", "activityowner", "owner", "eier"]),
        f("opportunity", &["opportunityid", "opportunity", "dealid", "deal", "dealname", "opportunityname"]),
        f("lead", &["leadid", "lead"]),
        f("contact", &["contactid", "whoid", "contact", "contactperson", "person", "contactname"]),
        f("email", &["email", "contactemail", "personemail", "epost"]),
        f("record", &["record", "whatid", "relatedto", "relatedtoid", "on", "gjelder"]),
        f("account", &["accountid", "account", "organizationid", "organization", "company", "accountname"]),
    ],
    never: &[
        "stagename",
        "dealstage",
        "stage",
        "closedate",
        "leadstatus",
        "managerid",
        "lastname",
        "firstname",
        "amount",
        "industry",
        "website",
    ],
    prefix: "activity",
};
